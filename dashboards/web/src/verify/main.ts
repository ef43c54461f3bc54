import '@digital-go-jp/design-tokens/dist/tokens.css';
import '../styles/tokens.css';
import '../styles/text.css';
import '../styles/controls.css';
import './verify.css';
import { VerifyPage } from './page';

new VerifyPage(document).show();
