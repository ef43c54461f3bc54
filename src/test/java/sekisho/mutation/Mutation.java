package sekisho.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the mutation test and says what it brought out.
final class Mutation {
    private static final Path EXPLAINED = Path.of("src/main/java/sekisho/correlation/mutants.md");

    private static final String MUTATORS =
            "CONDITIONALS_BOUNDARY,NEGATE_CONDITIONALS,MATH,INCREMENTS,INLINE_CONSTS";

    /// How a rule is saved and loaded is another matter than what it finds.
    private static final String LEFT_OUT = "load,save,loaded,saved";

    private Mutation() {}

    /// @param args the folder for the report, how many changes to try at a time, and which classes
    ///   to change, where these are not all rules
    public static void main(String[] args)
            throws IOException, InterruptedException, ClassNotFoundException {
        Path folder = Path.of(args[0]);
        run(folder, args.length > 2 ? args[2] : rules(), args[1]);
        List<Mutant> mutants = Mutant.read(folder.resolve("mutations.xml"));
        System.exit(tell(mutants, Explained.read(EXPLAINED)) ? 0 : 1);
    }

    /// The classes that the list of all rules names, and the hours that one of them reads.
    private static String rules() throws ClassNotFoundException {
        Class<?> all = Class.forName("sekisho.correlation.Rules");
        Stream<String> rules =
                Arrays.stream(all.getDeclaredFields())
                        .map(field -> field.getType().getName())
                        .filter(name -> name.startsWith(all.getPackageName()));
        return Stream.concat(rules, Stream.of("sekisho.correlation.OpeningHours"))
                .collect(Collectors.joining(","));
    }

    private static void run(Path folder, String classes, String threads)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int exit =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.pitest.mutationtest.commandline.MutationCoverageReport",
                                "--reportDir=" + folder,
                                "--targetClasses=" + classes,
                                "--excludedMethods=" + LEFT_OUT,
                                "--targetTests=sekisho.correlation.*Test",
                                "--sourceDirs=src/main/java",
                                "--mutators=" + MUTATORS,
                                "--threads=" + threads,
                                "--outputFormats=XML,HTML",
                                "--timestampedReports=false",
                                "--jvmArgs=-XX:+UseSerialGC,-Xmx400m",
                                "--jvmPath=" + java,
                                "--timeoutConst=3000",
                                "--verbosity=NO_SPINNER")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("the mutation test ended with " + exit);
        }
    }

    /// Prints a line for each class, and each change that nobody noticed; whether all is explained.
    private static boolean tell(List<Mutant> mutants, Explained explained) {
        Map<String, int[]> counts = new TreeMap<>();
        Set<String> open = new TreeSet<>();
        for (Mutant mutant : mutants) {
            int[] count = counts.computeIfAbsent(mutant.type(), type -> new int[3]);
            if (mutant.noticed()) {
                count[0]++;
            } else if (explained.take(mutant)) {
                count[1]++;
            } else {
                count[2]++;
                open.add(mutant.line());
            }
        }
        System.out.printf("%-24s %8s %10s %6s%n", "", "noticed", "explained", "open");
        int[] all = new int[3];
        counts.forEach((type, count) -> {
            print(type, count);
            for (int i = 0; i < all.length; i++) {
                all[i] += count[i];
            }
        });
        print("all", all);
        open.forEach(line -> System.out.println("open: " + line));
        explained.left().forEach(line -> System.out.println("explained and not seen: " + line));
        return open.isEmpty();
    }

    private static void print(String name, int[] count) {
        System.out.printf("%-24s %8d %10d %6d%n", name, count[0], count[1], count[2]);
    }
}
