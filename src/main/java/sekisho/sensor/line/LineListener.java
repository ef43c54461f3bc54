package sekisho.sensor.line;

import sekisho.site.Bytes;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/// Listens on one line, on a thread of its own, until the line is gone or closed.
///
/// A full queue makes it wait, and with it the line.
public final class LineListener implements Runnable {
    private final Line line;
    private final BlockingQueue<LineInput> inputs;

    public LineListener(Line line, BlockingQueue<LineInput> inputs) {
        this.line = line;
        this.inputs = inputs;
    }

    @Override
    public void run() {
        try {
            listen();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws InterruptedException {
        try {
            while (true) {
                Bytes bytes = line.receive();
                if (bytes.size() > 0) {
                    inputs.put(new LineInput.Delivered(line, bytes));
                }
            }
        } catch (IOException e) {
            inputs.put(new LineInput.Gone(line, String.valueOf(e.getMessage())));
        }
    }
}
