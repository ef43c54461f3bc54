package sekisho.web;

/// What a path does. Runs on a virtual thread of its own and may wait.
@FunctionalInterface
interface Action {

    /// Meets a request.
    ///
    /// @throws Refusal when the request can't be met
    Answer answer(Call call) throws Exception;
}
