package sekisho.mutation;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// One small change to a class.
///
/// @param noticed a test failed by it, or did not end
record Mutant(String type, String method, int at, String change, boolean noticed) {

    static List<Mutant> read(Path report) throws IOException {
        try {
            NodeList nodes =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(report.toFile())
                            .getElementsByTagName("mutation");
            List<Mutant> mutants = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                mutants.add(of((Element) nodes.item(i)));
            }
            return mutants;
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("the report of the mutation test can't be read", e);
        }
    }

    private static Mutant of(Element node) {
        String type = text(node, "mutatedClass");
        return new Mutant(
                type.substring(type.lastIndexOf('.') + 1),
                text(node, "mutatedMethod"),
                Integer.parseInt(text(node, "lineNumber")),
                text(node, "description"),
                Boolean.parseBoolean(node.getAttribute("detected")));
    }

    private static String text(Element node, String name) {
        return node.getElementsByTagName(name).item(0).getTextContent();
    }

    /// By what it is known, whatever line it stands on.
    String name() {
        return type + "." + method + ": " + change;
    }

    String line() {
        return type + ":" + at + " " + method + ": " + change;
    }
}
