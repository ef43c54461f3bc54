import './styles/all.css';
import './shell/sekisho-app';
