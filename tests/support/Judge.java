import java.io.File;
import java.io.FileInputStream;
import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;

/** Asks veraPDF of each file whether it is PDF/UA-1 and PDF/A-3a: a line for each, and for each rule that it breaks. */
public class Judge {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (String asked : new String[] {"ua1", "3a"}) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(asked);
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                     PDFAValidator judge = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = judge.validate(parser);
                    System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + asked + " " + result.getTotalAssertions() + " " + new File(file).getName());
                    Set<String> broken = new LinkedHashSet<>();
                    for (TestAssertion one : result.getTestAssertions()) {
                        if (one.getStatus() == TestAssertion.Status.FAILED) {
                            broken.add("  " + one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage());
                        }
                    }
                    broken.forEach(System.out::println);
                }
            }
        }
    }
}
