package dev.pulsegate.ecg.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jboss.logging.Logger;

import dev.pulsegate.ecg.live.LiveStream;
import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.live.Seat;
import dev.pulsegate.ecg.live.Selection;
import dev.pulsegate.ecg.live.WireFormat;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerNotices;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.SocketEndpoint;
import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.token.Caller;

/** One viewer: what it watches and how, and what it says. Everything happens on its socket's event loop. */
final class Viewer implements SocketEndpoint.Peer, PeerNotices {

    private static final Logger LOG = Logger.getLogger(Viewer.class);

    private final LiveStreams live;
    private final Caller caller;
    private final MessageCodec codec;
    private final WireFormat format;

    private PeerSocket socket;
    private Watch watch;

    /** None: the stream's first. */
    private List<String> wantedLeads = List.of();

    private int wantedPeriodMillis = Selection.DEFAULT_PERIOD_MILLIS;

    /** It has asked for a view before it had a seat, and is answered when it has one. */
    private boolean stateOwed;

    Viewer(LiveStreams live, Caller caller, MessageCodec codec, WireFormat format, String stream) {
        this.live = live;
        this.caller = caller;
        this.codec = codec;
        this.format = format;
        this.watch = new Watch.Stopped(stream);
    }

    /** Begins to watch. */
    void open(PeerSocket opened, String stream) {
        socket = opened;
        join(new Watch.Joining(stream, true));
    }

    @Override
    public Outbound lost(long frames) {
        return Outbound.text(codec.write(new ServerMessage.Gap(stream(), frames)));
    }

    @Override
    public Outbound reconnect(Duration after) {
        return Outbound.text(codec.write(new ServerMessage.Reconnect(after.toMillis())));
    }

    @Override
    public void leave() {
        giveUpSeat();
        watch = new Watch.Left();
    }

    Caller caller() {
        return caller;
    }

    @Override
    public PeerSocket socket() {
        return socket;
    }

    @Override
    public void receive(String text) {
        if (!socket.admit(text.length())) {
            return;
        }
        try {
            follow(codec.read(text));
        } catch (InvalidMessageException e) {
            send(new ServerMessage.Refused(e.code(), e.getMessage()));
        }
    }

    @Override
    public void receiveBinary(int length) {
        if (socket.admit(length)) {
            send(new ServerMessage.Refused("malformed", "A control message is text."));
        }
    }

    private void follow(ClientMessage message) throws InvalidMessageException {
        switch (message) {
            case ClientMessage.StartStream start ->
                startStream(Objects.requireNonNullElseGet(start.stream(), this::stream));
            case ClientMessage.StopStream stop -> stopStream();
            case ClientMessage.Pause pause -> {
                seat().pause();
                sendState();
            }
            case ClientMessage.Resume resume -> {
                seat().resume();
                sendState();
            }
            case ClientMessage.SetView set -> set(set);
        }
    }

    /** Asking for what one has already is no change and gets no answer: the prototype's clients all do. */
    private void startStream(String stream) throws InvalidMessageException {
        if (!caller.mayUseStream(stream)) {
            throw new InvalidMessageException("forbidden", "Your access key is not for this stream.");
        }
        var same = stream.equals(stream());
        switch (watch) {
            case Watch.Seated seated when same && seated.seat().isWatching() -> {}
            case Watch.Seated seated
            when same -> {
                seated.seat().resume();
                sendState();
            }
            case Watch.Joining joining when same -> {}
            case Watch.Left left -> {}
            case Watch.Seated seated -> switchTo(stream);
            case Watch.Joining joining -> switchTo(stream);
            case Watch.Stopped stopped -> switchTo(stream);
        }
    }

    private void switchTo(String stream) {
        giveUpSeat();
        join(new Watch.Joining(stream, false));
    }

    private void stopStream() {
        var last = stream();
        giveUpSeat();
        watch = new Watch.Stopped(last);
        sendState();
    }

    private void set(ClientMessage.SetView set) throws InvalidMessageException {
        int period = Objects.requireNonNullElse(set.framePeriodMillis(), wantedPeriodMillis);
        if (period < Selection.MIN_PERIOD_MILLIS || period > Selection.MAX_PERIOD_MILLIS) {
            throw new InvalidMessageException(
                    "invalid",
                    "\"frame_period_millis\" is from " + Selection.MIN_PERIOD_MILLIS + " to "
                            + Selection.MAX_PERIOD_MILLIS + ".");
        }
        if (watch instanceof Watch.Seated(var seat) && set.leads() != null) {
            requireLeads(seat.stream(), set.leads());
        }
        wantedPeriodMillis = period;
        wantedLeads = Objects.requireNonNullElse(set.leads(), wantedLeads);
        switch (watch) {
            case Watch.Seated(var seat) -> reseat(seat);
            case Watch.Joining joining -> stateOwed = true;
            case Watch.Stopped stopped -> sendState();
            case Watch.Left left -> {}
        }
    }

    private static void requireLeads(LiveStream stream, List<String> leads) throws InvalidMessageException {
        if (!stream.leads().containsAll(leads)) {
            throw new InvalidMessageException(
                    "invalid", "The leads of this stream are " + String.join(", ", stream.leads()) + ".");
        }
    }

    private void reseat(Seat seat) {
        var paused = !seat.isWatching();
        if (!take(seat.stream())) {
            return; // it has just ended, and closes this socket
        }
        seat.leave();
        if (paused && watch instanceof Watch.Seated(var newSeat)) {
            newSeat.pause();
        }
        sendState();
    }

    private void join(Watch.Joining joining) {
        watch = joining;
        live.find(joining.stream())
                .whenComplete((stream, failure) -> socket.runOnLoop(() -> {
                    if (!watch.equals(joining)) {
                        return;
                    }
                    if (failure != null) {
                        cannotOpen(joining, failure);
                    } else {
                        stream.ifPresentOrElse(
                                found -> enter(joining, found),
                                () -> refuse(
                                        joining, SocketClose.NOT_FOUND, "unknown_stream", "there is no such stream"));
                    }
                }));
    }

    private void cannotOpen(Watch.Joining joining, Throwable failure) {
        if (DatabaseAway.isReasonOf(failure)) {
            LOG.warnf("Stream %s cannot be opened: %s", joining.stream(), failure);
        } else {
            LOG.errorf(failure, "Stream %s cannot be opened", joining.stream());
        }
        socket.close(SocketClose.INTERNAL_ERROR);
    }

    private void enter(Watch.Joining joining, LiveStream stream) {
        if (!mayUse(stream)) {
            refuse(joining, SocketClose.FORBIDDEN, "forbidden", "your access key is not for this stream");
        } else if (!take(stream)) {
            join(joining);
        } else if (!joining.first() || format == WireFormat.BINARY || stateOwed) {
            sendState();
        }
    }

    private boolean mayUse(LiveStream stream) {
        return stream.owner().map(caller::mayUseStreamOf).orElseGet(caller::mayUseBuiltInStreams);
    }

    /** Who cannot have the first stream has nothing to stay for. */
    private void refuse(Watch.Joining joining, SocketClose close, String code, String why) {
        if (joining.first()) {
            socket.close(close, why);
        } else {
            watch = new Watch.Stopped(joining.stream());
            send(new ServerMessage.Refused(code, Character.toUpperCase(why.charAt(0)) + why.substring(1) + "."));
        }
    }

    /** Takes a seat with what is wanted; leads the stream does not have are not insisted on. */
    private boolean take(LiveStream stream) {
        var leads = wantedLeads.isEmpty() || !stream.leads().containsAll(wantedLeads)
                ? List.of(stream.leads().getFirst())
                : wantedLeads;
        var seat = stream.join(new Selection(leads, wantedPeriodMillis, format), socket);
        seat.ifPresent(taken -> watch = new Watch.Seated(taken));
        return seat.isPresent();
    }

    private void giveUpSeat() {
        if (watch instanceof Watch.Seated(var seat)) {
            seat.leave();
        }
    }

    private Seat seat() throws InvalidMessageException {
        if (watch instanceof Watch.Seated(var seat)) {
            return seat;
        }
        throw new InvalidMessageException("not_streaming", "Send start_stream first.");
    }

    private String stream() {
        return switch (watch) {
            case Watch.Stopped stopped -> stopped.stream();
            case Watch.Joining joining -> joining.stream();
            case Watch.Seated seated -> seated.seat().stream().id();
            case Watch.Left left -> "";
        };
    }

    private void sendState() {
        stateOwed = false;
        send(
                switch (watch) {
                    case Watch.Seated(var seat) -> ServerMessage.State.of(seat);
                    case Watch.Stopped _, Watch.Joining _, Watch.Left _ -> ServerMessage.State.stopped(stream());
                });
    }

    private void send(ServerMessage message) {
        socket.send(Outbound.text(codec.write(message)));
    }
}
