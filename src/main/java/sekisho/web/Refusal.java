package sekisho.web;

import java.util.List;

/// A request that can't be met, with everything that is wrong with it.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<Problem> problems;

    Refusal(int status, List<Problem> problems) {
        super(status + " " + problems, null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    Refusal(int status, Problem problem) {
        this(status, List.of(problem));
    }

    Answer answer() {
        return Answer.problems(status, problems);
    }
}
