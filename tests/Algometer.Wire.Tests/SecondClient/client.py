"""A host for the Algometer device, written from firmware/Algometer.Wire/PROTOCOL.md alone.

It is the second implementation of the wire format: its author has not read the product's sources. README.md beside it tells the command line:

    python3 client.py vectors                     codes and decodes frames, and converts counts to force
    python3 client.py session HOST PORT SAMPLES   does a whole session with a device, and writes its samples

Sequences and times are kept unwrapped: a sequence is an integer that grows without bound, of which the wire carries the low 32 bits.
"""
import csv
import json
import select
import socket
import sys
import threading
import time
import zlib
from collections import Counter

# ---- Messages (sections 3 and 4) -----------------------------------------------------------------------------------

VERSION = 1
BLANK = -2**31
LONGEST, SHORTEST = 126, 7  # bytes between two delimiters

HELLO, SAMPLE, BUTTON, EVENT, STATISTICS, CALIBRATION, ACK, REFUSAL, PONG = range(0x01, 0x0A)
BACKLOG_END = 0x0B
IDENTIFY, START, STOP, TARE, SET_RATE, SET_LIMIT, SET_CALIBRATION, PING, SELF_TEST, REQUEST_BACKLOG = range(0x40, 0x4A)
ACKNOWLEDGE_ALARM, ACKNOWLEDGE_BUTTON, BEGIN_HOLD, REQUEST_STATISTICS, SET_POINTS = 0x4A, 0x4C, 0x4D, 0x4F, 0x50
NEW_CALIBRATION = "command_id u16, calibration_id u32, date u32, gain i32, quadratic i32, zero i32"
POINT = "raw i24, force_mN i32"

TABLE = {
    HELLO: ("hello", "device_id i64, boot_id u32, uptime_us i64, major u8, minor u8, patch u8, board u8, flags u8, reset_reason u8, "
            "capacity_mN i32, rate_mHz u32, calibration_id u32, limit_mN i32, cap_mN i32, backlog_samples u16, next_sequence u32, "
            "calibration_date u32, sample_cost_us u32"),
    SAMPLE: ("sample", "sequence u32, us u32, raw i24, force_mN i32, flags u16, alarm u8"),
    BUTTON: ("button", "press_id u16, us i64, sequence u32"),
    EVENT: ("event", "event_id u16, code u8, us i64, sequence u32, value i32"),
    STATISTICS: ("statistics", "us i64, samples u32, missed u32, saturated u32, stuck u32, desynced u32, no_data u32, receive_errors u32, "
                 "commands u32, send_dropped u32, backlog_dropped u32, rate_mHz u32, rate_faults u32, jumps u32, zero_drifts u32, "
                 "settings_default u32"),
    CALIBRATION: ("calibration", "calibration_id u32, date u32, gain i32, quadratic i32, zero i32, tare i32, capacity_mN i32, "
                  "from_sequence u32"),
    ACK: ("ack", "command_id u16, command u8, value i32"),
    REFUSAL: ("refusal", "command_id u16, command u8, reason u8, detail i32"),
    PONG: ("pong", "command_id u16, us i64"),
    0x0A: ("self-test", "command_id u16, failed_flags u16, samples u16, rate_mHz u32, mean_counts i32, spread_counts i32"),
    BACKLOG_END: ("back-log end", "command_id u16, first_sequence u32, count u32, oldest_held u32"),
    0x0C: ("past calibration", "command_id u16, index u8, count u8, calibration_id u32, date u32, gain i32, quadratic i32, zero i32"),
    IDENTIFY: ("identify", "command_id u16"),
    START: ("start", "command_id u16"),
    STOP: ("stop", "command_id u16"),
    TARE: ("tare", "command_id u16"),
    SET_RATE: ("set rate", "command_id u16, samples_per_s u16"),
    SET_LIMIT: ("set limit", "command_id u16, limit_mN u32, plan_id i64"),
    SET_CALIBRATION: ("set calibration", NEW_CALIBRATION),
    PING: ("ping", "command_id u16"),
    SELF_TEST: ("self-test", "command_id u16"),
    REQUEST_BACKLOG: ("request back-log", "command_id u16, first_sequence u32, count u32"),
    ACKNOWLEDGE_ALARM: ("acknowledge alarm", "command_id u16"),
    0x4B: ("mute", "command_id u16, seconds u8"),
    ACKNOWLEDGE_BUTTON: ("acknowledge button", "command_id u16, press_id u16"),
    BEGIN_HOLD: ("begin hold", "command_id u16"),
    0x4E: ("end hold", "command_id u16"),
    REQUEST_STATISTICS: ("request statistics", "command_id u16"),
    SET_POINTS: ("set calibration points", NEW_CALIBRATION + ", count u8"),
    0x51: ("request calibrations", "command_id u16"),
}
MAY_END_EARLY = (HELLO, STATISTICS)  # fields that an older device does not send read as 0


def fields_of(text):
    """(name, bytes, signed) of each field of a payload as the document writes it."""
    return [(name, int(kind[1:]) // 8, kind[0] == "i") for name, kind in (field.split() for field in text.split(", "))]


FIELDS = {number: fields_of(text) for number, (_, text) in TABLE.items()}
POINT_FIELDS = fields_of(POINT)


def read_fields(fields, payload, into, position=0):
    """Reads the fields that are wholly there, and returns where they ended."""
    for name, size, signed in fields:
        if position + size > len(payload):
            break
        into[name] = int.from_bytes(payload[position:position + size], "little", signed=signed)
        position += size
    return position


def write_fields(fields, values):
    return b"".join(int(values[name]).to_bytes(size, "little", signed=signed) for name, size, signed in fields)


def read_message(number, payload):
    """The message, or None for a payload that is too short for its type."""
    message = {"type": number, "name": TABLE[number][0] if number in TABLE else None}
    fields = FIELDS.get(number, [])
    end = read_fields(fields, payload, message)
    if number in MAY_END_EARLY:
        for name, _, _ in fields:
            message.setdefault(name, 0)
    if any(name not in message for name, _, _ in fields):
        return None
    if number == SAMPLE and message["force_mN"] == BLANK:
        message["force_mN"] = None
    return read_points(message, payload, end) if number == SET_POINTS else message


def read_points(message, payload, position):
    message["points"] = []
    for _ in range(message["count"]):
        point = {}
        position = read_fields(POINT_FIELDS, payload, point, position)
        if len(point) < len(POINT_FIELDS):
            return None
        message["points"].append(point)
    read_fields(fields_of("plan_id i64"), payload, message, position)
    return message


def write_message(message):
    """The frame of a message, both delimiters with it."""
    number, values = message["type"], dict(message)
    if number == SAMPLE and values["force_mN"] is None:
        values["force_mN"] = BLANK
    if number == SET_POINTS:
        values.setdefault("count", len(values["points"]))
    payload = write_fields(FIELDS.get(number, []), values)
    if number == SET_POINTS:
        payload += b"".join(write_fields(POINT_FIELDS, point) for point in values["points"])
        if values.get("plan_id") is not None:
            payload += write_fields(fields_of("plan_id i64"), values)
    body = bytes([VERSION, number]) + payload
    stuffed = stuff(body + zlib.crc32(body).to_bytes(4, "little"))
    if len(stuffed) > LONGEST:
        raise ValueError("the payload is longer than 119 bytes")
    return b"\0" + stuffed + b"\0"


# ---- Frames (section 2) --------------------------------------------------------------------------------------------

def stuff(data):
    """COBS of fewer than 254 bytes: each block between zeros behind its length plus 1."""
    return b"".join(bytes([len(block) + 1]) + block for block in data.split(b"\0"))


def unstuff(data):
    """The bytes that were stuffed, or None when they cannot have been."""
    blocks, position = [], 0
    while position < len(data):
        end = position + data[position]
        if end > len(data):
            return None
        blocks.append(data[position + 1:end])
        position = end
    return b"\0".join(blocks)


class Reader:
    """Finds the messages in bytes that arrive in pieces of any length, from the middle of a frame on."""

    def __init__(self):
        self.frame = None  # what came since the last zero; None before the first zero
        self.dropped = self.other_versions = 0

    def read(self, data):
        messages = []
        for byte in data:
            if byte:
                if self.frame is not None and len(self.frame) <= LONGEST:
                    self.frame.append(byte)
                continue
            if self.frame:
                messages.append(self.message(bytes(self.frame)))
            self.frame = bytearray()
        return [message for message in messages if message is not None]

    def message(self, frame):
        body = unstuff(frame) if SHORTEST <= len(frame) <= LONGEST else None
        if body is None or zlib.crc32(body[:-4]) != int.from_bytes(body[-4:], "little"):
            self.dropped += 1
            return None
        if body[0] != VERSION:
            self.other_versions += 1
            return None
        return read_message(body[1], body[2:-4])


# ---- Force and numbers that wrap -----------------------------------------------------------------------------------

def force_mN(raw, gain, quadratic, zero, tare):
    x = raw - zero - tare
    force_pN = gain * x + quadratic * (x * x >> 20)
    size = (abs(force_pN) + 500_000_000) // 1_000_000_000
    return max(-2**31 + 1, min(2**31 - 1, size if force_pN >= 0 else -size))


def unwrap(low, near):
    """The integer nearest to `near` whose low 32 bits are `low`."""
    return near + (low - near + 2**31) % 2**32 - 2**31


# ---- A session (section 5) -----------------------------------------------------------------------------------------

OVER, LATCHED, HOLD = 0x01, 0x04, 0x40  # of the alarm byte
SENT_AGAIN = 0x0002  # of the sample flags
HOLD_ENDED = 9  # of the event codes
NOT_IN_THIS_STATE, NOT_STEADY, NOT_TAKEN_YET = 4, 5, 10  # of the refusal reasons
WRITES_SETTINGS = (SET_LIMIT, SET_CALIBRATION, SET_POINTS)
ATTEMPTS = 3
PIECE = 64  # samples of the back-log that are asked for at once
KEEP_ALIVE_S = 0.2
PATIENCE_S = 60  # for what the world does: a load, a press


class LinkLost(Exception):
    """The connection ended, by the other side or by the network."""


class Failure(Exception):
    """The session cannot go on."""


class Command:
    """One command under way: it is repeated under its own command_id until it is answered."""

    def __init__(self, message, wait_s):
        self.type, self.frame, self.wait_s = message["type"], write_message(message), wait_s
        self.attempts, self.due, self.answer = 0, 0.0, None


class Request:
    """The one open request for a piece of the back-log."""

    def __init__(self, command_id, command, first, end):
        self.command_id, self.command, self.first, self.end = command_id, command, first, end
        self.heard = time.monotonic()


class Host:
    """The host's end of the link: it keeps what is known of the device, and all samples."""

    def __init__(self, address):
        self.address, self.socket, self.reader = address, None, Reader()
        self.next_command_id = int(time.time() * 1000) & 0xFFFF
        self.commands = {}  # those without an answer, by command_id
        self.sent = 0.0
        self.known = self.relinking = self.streaming = self.refilling = False
        self.held = []  # what came on this link before it was known who is there
        self.device_id, self.boot_id, self.rate_mHz = None, None, 80_000
        self.seen = {}  # the newest hello, calibration and statistics
        self.live, self.events = [], []  # samples of the present, in order, and events
        self.identified = 0.0
        self.forget_boot()

    def forget_boot(self):
        """A device that has restarted counts sequence, time, events and presses anew."""
        self.commands.clear()
        self.samples, self.calibrations = {}, []
        self.presses, self.press_copies = {}, Counter()
        self.missing, self.again, self.lost, self.next = set(), 0, 0, None
        self.request, self.request_after = None, 0.0
        self.present_from, self.sampled = None, time.monotonic()
        self.anchor = (0, 0)  # a sequence and about the time that belongs to it, both unwrapped

    # -- link

    def connect(self):
        deadline = time.monotonic() + 10
        while self.socket is None:
            try:
                self.socket = socket.create_connection(self.address, timeout=5)
            except OSError as error:
                if time.monotonic() > deadline:
                    raise Failure(f"cannot connect: {error}") from error
                time.sleep(0.2)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader, self.known, self.held, self.present_from, self.request = Reader(), False, [], None, None

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def relink(self):
        self.relinking = True
        deadline = time.monotonic() + 20
        try:
            while True:
                self.close()
                try:
                    return self.begin()
                except LinkLost as error:
                    if time.monotonic() > deadline:
                        raise Failure(f"the link does not stay: {error}") from error
                    time.sleep(0.2)
        finally:
            self.relinking = False

    def begin(self):
        """What a host does first on a new link."""
        self.connect()
        self.identify()
        if self.streaming:
            self.start()

    def pump(self):
        """Receives for a moment and sends what is due. A link that breaks is made anew."""
        try:
            self.receive()
            self.send_due()
        except LinkLost:
            if self.relinking:
                raise
            self.relink()

    def receive(self):
        try:
            ready, _, _ = select.select([self.socket], [], [], 0.01)
            data = self.socket.recv(4096) if ready else None
        except OSError as error:
            raise LinkLost(str(error)) from error
        if data == b"":
            raise LinkLost("the device's side closed it")
        for message in self.reader.read(data or b""):
            self.take(message)

    def send(self, frame):
        try:
            self.socket.sendall(frame)
        except OSError as error:
            raise LinkLost(str(error)) from error
        self.sent = time.monotonic()

    def send_due(self):
        now = time.monotonic()
        for command_id, command in list(self.commands.items()):
            if now >= command.due and (self.known or command.type == IDENTIFY):
                self.attempt(command_id, command)
        if not self.known:
            return
        if self.refilling:
            self.refill()
        if now - self.sent >= KEEP_ALIVE_S:
            silent = self.streaming and now - max(self.sampled, self.identified) > 1
            self.post(IDENTIFY if silent else PING)

    def until(self, done, patience_s=PATIENCE_S, what="the device"):
        deadline = time.monotonic() + patience_s
        while not done():
            if time.monotonic() > deadline:
                raise Failure(f"waited in vain for {what}")
            self.pump()

    def wait(self, seconds, done=lambda: False):
        deadline = time.monotonic() + seconds
        while not done() and time.monotonic() < deadline:
            self.pump()

    # -- commands

    def wait_s(self, number):
        rate = self.rate_mHz / 1000
        if number == TARE:
            return 0.5 + (16 / rate if rate > 40 else 4 / rate)
        if number == SELF_TEST:
            return 0.5 + 41 / rate
        return 0.4 if number == IDENTIFY else 1.6 if number in WRITES_SETTINGS else 0.5

    def post(self, number, **values):
        """Puts a command under way under a new command_id and returns that; pump sends and repeats it."""
        command_id = self.next_command_id
        self.next_command_id = (command_id + 1) & 0xFFFF
        self.commands[command_id] = Command(dict(values, type=number, command_id=command_id), self.wait_s(number))
        return command_id

    def attempt(self, command_id, command):
        if command.attempts == ATTEMPTS:
            del self.commands[command_id]
            return
        command.attempts += 1
        command.due = time.monotonic() + command.wait_s
        self.send(command.frame)

    def try_once(self, number, **values):
        """One command with its repetitions: the answer, or None."""
        command_id = self.post(number, **values)
        command = self.commands[command_id]
        while command_id in self.commands:
            self.pump()
        return command.answer

    def ask(self, number, holds=lambda: None, **values):
        """A command until it is answered. When it stays without an answer the host finds out what holds."""
        for _ in range(ATTEMPTS):
            answer = self.try_once(number, **values)
            if answer is None:
                self.identify()
                answer = holds()
            if answer is not None:
                return answer
        raise Failure(f"no answer to {TABLE[number][0]}")

    def must(self, number, holds=lambda: None, **values):
        """The value of the ack of a command that may not be refused."""
        answer = self.ask(number, holds, **values)
        if answer["type"] == REFUSAL:
            raise Failure(f"{TABLE[number][0]} was refused: reason {answer['reason']}, detail {answer['detail']}")
        return answer["value"]

    def identify(self):
        """Asks who is there until hello, calibration and the ack have come."""
        for number in (HELLO, CALIBRATION):
            self.seen.pop(number, None)
        deadline = time.monotonic() + 10
        while not (HELLO in self.seen and CALIBRATION in self.seen):
            if time.monotonic() > deadline:
                raise Failure("nobody says who is there")
            if self.try_once(IDENTIFY):
                self.wait(0.15, lambda: HELLO in self.seen and CALIBRATION in self.seen)
        if not self.known:
            self.become_known()

    def become_known(self):
        """Takes what came before. What lies before hello may be of an earlier boot, unless that is the boot we knew."""
        held, self.held, self.known = self.held, [], True
        newest = max(index for index, message in enumerate(held) if message["type"] == HELLO)
        same = self.boot_id == held[newest]["boot_id"]
        self.take_known(held[newest])
        for message in (held[:newest] if same else []) + held[newest + 1:]:
            if message["type"] != HELLO:
                self.take_known(message)

    def start(self):
        value = self.must(START)
        self.streaming = True
        return value & 0xFFFFFFFF

    # -- messages

    def take(self, message):
        number = message["type"]
        if number in (HELLO, CALIBRATION, STATISTICS):
            self.seen[number] = message
        if number in (ACK, REFUSAL, PONG):
            self.take_answer(message)
        elif self.known:
            self.take_known(message)
        else:
            self.held.append(message)

    def take_answer(self, message):
        command = self.commands.get(message["command_id"])
        if command is None or command.type != message.get("command", PING):
            return
        command.answer = message
        del self.commands[message["command_id"]]
        if message["type"] == ACK and command.type == START:
            self.present_from = self.expect(self.sequence(message["value"]))

    def take_known(self, message):
        take = {HELLO: self.take_hello, SAMPLE: self.take_sample, CALIBRATION: self.take_calibration, BUTTON: self.take_button,
                EVENT: self.events.append, BACKLOG_END: self.take_end}.get(message["type"])
        if take:
            take(message)

    def take_hello(self, hello):
        if self.device_id not in (None, hello["device_id"]):
            raise Failure(f"another device is there: {hello['device_id']}")
        if self.boot_id not in (None, hello["boot_id"]):
            print("the device has restarted: what it sent before is left out", file=sys.stderr)
            self.forget_boot()
            if self.streaming:
                self.post(START)
        self.device_id, self.boot_id, self.identified = hello["device_id"], hello["boot_id"], time.monotonic()
        self.rate_mHz = max(1, hello["rate_mHz"])
        self.anchor = (self.sequence(hello["next_sequence"]), hello["uptime_us"])

    def sequence(self, low):
        return unwrap(low, self.anchor[0])

    def take_sample(self, sample):
        sequence = self.sequence(sample["sequence"])
        about = self.anchor[1] + (sequence - self.anchor[0]) * 1_000_000_000 // self.rate_mHz
        sample["us"] = unwrap(sample["us"], about)
        sent_again = sample["flags"] & SENT_AGAIN
        request = self.request
        if sent_again and request and request.first <= sequence < request.end:
            request.heard = time.monotonic()
        if sequence not in self.samples:
            self.samples[sequence] = sample
            self.again += 1 if sent_again else 0
        if not sent_again:
            self.take_live(sequence, sample)
        self.missing.discard(sequence)

    def take_live(self, sequence, sample):
        is_newest = self.next is None or sequence >= self.next
        self.expect(sequence + 1 if self.next is not None else sequence)
        self.next = max(self.next, sequence + 1)
        if self.present_from is not None and sequence >= self.present_from and is_newest:
            self.live.append(sample)
            self.sampled = time.monotonic()
            self.anchor = (sequence, sample["us"])

    def expect(self, sequence):
        """All samples before this one have been taken by the device: those that we have not are missing."""
        if self.next is None:
            self.next = sequence
        self.missing.update(index for index in range(self.next, sequence) if index not in self.samples)
        self.next = max(self.next, sequence)
        return sequence

    def take_calibration(self, calibration):
        values = [calibration[name] for name in ("gain", "quadratic", "zero", "tare")]
        if not self.calibrations or self.calibrations[-1][1] != values:
            self.calibrations.append((self.sequence(calibration["from_sequence"]), values))

    def take_button(self, button):
        """Notes a press once, and acknowledges each copy."""
        press_id = button["press_id"]
        self.presses.setdefault(press_id, button)
        self.press_copies[press_id] += 1
        self.post(ACKNOWLEDGE_BUTTON, press_id=press_id)

    # -- back-log

    def refill(self):
        now, request = time.monotonic(), self.request
        if request:
            answer = request.command.answer
            if answer and answer["type"] == REFUSAL:
                self.request, self.request_after = None, now + 0.5
                if answer["reason"] == NOT_TAKEN_YET:
                    self.post(IDENTIFY)
            elif request.command_id not in self.commands and now - request.heard > 1:
                self.request = None
        elif self.missing and now >= self.request_after:
            first = min(self.missing)
            end = 1 + max(index for index in self.missing if index < first + PIECE)
            command_id = self.post(REQUEST_BACKLOG, first_sequence=first & 0xFFFFFFFF, count=end - first)
            self.request = Request(command_id, self.commands[command_id], first, end)

    def take_end(self, message):
        oldest = self.sequence(message["oldest_held"])
        gone = {index for index in self.missing if index < oldest}
        self.missing -= gone
        self.lost += len(gone)
        if self.request and self.request.command_id == message["command_id"]:
            self.commands.pop(message["command_id"], None)
            self.request = None

    # -- results

    def first_live(self, since, wanted, what):
        """The first live sample from position `since` on of which `wanted` is true; waits for it."""
        position = since

        def found():
            nonlocal position
            while position < len(self.live) and not wanted(self.live[position]):
                position += 1
            return position < len(self.live)
        self.until(found, what=what)
        return self.live[position]

    def is_in_hold(self):
        return bool(self.live) and bool(self.live[-1]["alarm"] & HOLD)

    def disagreements(self):
        count = 0
        for sequence, sample in self.samples.items():
            values = next((values for start, values in reversed(self.calibrations) if start <= sequence), None)
            if values and sample["force_mN"] is not None:
                count += abs(force_mN(sample["raw"], *values) - sample["force_mN"]) > 1
        return count

    def write_samples(self, path):
        columns = ["sequence", "us", "raw", "force_mN", "flags", "alarm"]
        with open(path, "w", newline="", encoding="ascii") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([self.samples[sequence][name] for name in columns] for sequence in sorted(self.samples))


# ---- The steps of README.md ----------------------------------------------------------------------------------------

def tell(line):
    print(json.dumps(line), flush=True)


def step(name, **values):
    tell(dict(values, step=name))


def next_line(meanwhile):
    """Waits for one line of standard input, and does something meanwhile."""
    lines = []
    thread = threading.Thread(target=lambda: lines.append(sys.stdin.buffer.raw.readline()), daemon=True)
    thread.start()
    while not lines:
        meanwhile()
    if not lines[0]:
        raise Failure("standard input has ended")


def pick(message, *names):
    return {name: message[name] for name in names}


def join_and_stream(host):
    host.connect()
    host.identify()
    step("identified", **pick(host.seen[HELLO], "device_id", "boot_id", "rate_mHz", "limit_mN", "cap_mN", "capacity_mN", "calibration_id",
                              "backlog_samples"))
    step("started", sequence=host.start())
    host.until(lambda: len(host.samples) >= 100, what="100 samples")
    step("streaming", samples=len(host.samples))


def cut_and_refill(host):
    host.close()
    step("cut")
    next_line(lambda: time.sleep(0.02))
    host.streaming = False
    host.begin()
    sequence = host.start()
    step("reconnected", device_id=host.device_id, boot_id=host.boot_id, sequence=sequence)
    host.refilling = True
    host.until(lambda: not host.missing, what="the back-log")
    step("refilled", again=host.again, lost=host.lost)


def lower_limit(host):
    def limit():
        value = host.seen[HELLO]["limit_mN"]
        return {"type": ACK, "value": value} if value == 45_000 else None
    accepted = host.must(SET_LIMIT, limit, limit_mN=45_000, plan_id=0)
    refusal = host.ask(SET_LIMIT, limit_mN=50_000, plan_id=0)
    if refusal["type"] != REFUSAL:
        raise Failure("the limit was raised without a plan")
    step("limit", accepted=accepted, reason=refusal["reason"], detail=refusal["detail"])


def hold_until_press(host):
    before, since, events = set(host.presses), len(host.live), len(host.events)
    answer = host.ask(BEGIN_HOLD, lambda: {"type": ACK, "value": 0} if host.is_in_hold() else None)
    if answer["type"] == REFUSAL and not (answer["reason"] == NOT_IN_THIS_STATE and host.is_in_hold()):
        raise Failure(f"no hold: reason {answer['reason']}, detail {answer['detail']}")
    held = host.live.index(host.first_live(since, lambda sample: sample["alarm"] & HOLD, "the hold"), since)
    step("hold")
    next_line(host.pump)

    def new_press():
        return next((press for press_id, press in host.presses.items() if press_id not in before), None)

    def hold_end():
        return next((event["value"] for event in host.events[events:] if event["code"] == HOLD_ENDED), None)
    host.until(new_press, what="a press")
    host.first_live(held, lambda sample: not sample["alarm"] & HOLD, "the end of the hold")
    host.until(lambda: not any(command.type == ACKNOWLEDGE_BUTTON for command in host.commands.values()))
    host.wait(0.3, lambda: hold_end() is not None)
    press = new_press()
    step("button", press_id=press["press_id"], sequence=press["sequence"], presses=host.press_copies[press["press_id"]], hold_end=hold_end())


def over_and_clear(host):
    since = len(host.live)
    next_line(host.pump)
    over = host.first_live(since, lambda sample: sample["alarm"] & OVER, "a force over the limit")
    step("over", **pick(over, "sequence", "force_mN", "alarm"))
    since = len(host.live)
    next_line(host.pump)
    host.first_live(max(since, len(host.live) - 1), lambda sample: not sample["alarm"] & OVER, "a force below the limit")
    since = len(host.live)
    host.must(ACKNOWLEDGE_ALARM, lambda: {"type": ACK, "value": 0} if not host.live[-1]["alarm"] & LATCHED else None)
    step("cleared", **pick(host.first_live(since, lambda sample: not sample["alarm"] & LATCHED, "the latch"), "alarm"))


def has_calibration(host, **values):
    """Waits for the message calibration with these values; when it was lost, asks again who is there."""
    def is_there():
        return CALIBRATION in host.seen and values.items() <= host.seen[CALIBRATION].items()
    host.wait(0.5, is_there)
    if not is_there():
        host.identify()
    if not is_there():
        raise Failure(f"the calibration does not tell {values}")


def tare_and_calibrate(host):
    answer = host.ask(TARE)
    deadline = time.monotonic() + PATIENCE_S
    while answer["type"] == REFUSAL and answer["reason"] == NOT_STEADY and time.monotonic() < deadline:
        host.wait(0.5)
        answer = host.ask(TARE)
    if answer["type"] == REFUSAL:
        raise Failure(f"no tare: reason {answer['reason']}, detail {answer['detail']}")
    has_calibration(host, tare=answer["value"])
    step("tared", tare=answer["value"])
    wanted = {"calibration_id": 4711, "date": 1_700_000_000, "gain": 46_000_000, "quadratic": 0, "zero": 0}

    def calibrated():
        return {"type": ACK, "value": 4711} if host.seen[HELLO]["calibration_id"] == 4711 else None
    host.must(SET_CALIBRATION, calibrated, **wanted)
    has_calibration(host, **wanted)
    step("calibrated", **pick(host.seen[CALIBRATION], "calibration_id", "from_sequence", "tare"))


def count_and_end(host, path):
    host.seen.pop(STATISTICS, None)
    while STATISTICS not in host.seen:
        host.must(REQUEST_STATISTICS)
        host.wait(0.2, lambda: STATISTICS in host.seen)
    step("counted", **pick(host.seen[STATISTICS], *(name for name, _, _ in FIELDS[STATISTICS])))
    enough = len(host.samples) + 50
    host.until(lambda: len(host.samples) >= enough and not host.missing, what="50 samples")
    host.must(STOP)
    host.streaming = host.refilling = False
    host.write_samples(path)
    step("done", samples=len(host.samples), disagreements=host.disagreements())
    host.close()


def session(address, port, path):
    host = Host((address, int(port)))
    join_and_stream(host)
    cut_and_refill(host)
    lower_limit(host)
    hold_until_press(host)
    over_and_clear(host)
    tare_and_calibrate(host)
    count_and_end(host, path)


# ---- Vectors -------------------------------------------------------------------------------------------------------

def answer_to(request):
    if request["do"] == "decode":
        return {"messages": Reader().read(bytes.fromhex(request["bytes"]))}
    if request["do"] == "encode":
        return {"bytes": write_message(request["message"]).hex(" ").upper()}
    if request["do"] == "force":
        return {"force_mN": force_mN(*(request[name] for name in ("raw", "gain", "quadratic", "zero", "tare")))}
    raise Failure(f"unknown request: {request['do']}")


def vectors():
    for line in sys.stdin:
        if line.strip():
            tell(answer_to(json.loads(line)))


def main(arguments):
    try:
        if arguments == ["vectors"]:
            vectors()
        elif len(arguments) == 4 and arguments[0] == "session":
            session(*arguments[1:])
        else:
            raise Failure("usage: client.py vectors | client.py session HOST PORT SAMPLES")
    except (Failure, LinkLost, KeyError, ValueError, OSError) as error:
        print(f"client.py: {error!r}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
