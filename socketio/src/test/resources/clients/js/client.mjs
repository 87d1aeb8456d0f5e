// Goes through everything a client does, and writes down a line about each step; ClientScenario has the steps.
import { io } from "socket.io-client";

const [url, path, mode] = process.argv.slice(2);
const transports = { websocket: ["websocket"], polling: ["polling"], upgrade: ["polling", "websocket"] }[mode];
const options = { path, transports, reconnectionDelay: 50, reconnectionDelayMax: 200, forceNew: true, timeout: 15000 };

const say = (...words) => console.log(words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" "));
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const next = (emitter, event) => new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));

const socket = io(url, options);
await next(socket, "connect");
say("connected", mode === "websocket" ? socket.io.engine.transport.name : "polling");
if (mode === "upgrade" && socket.io.engine.transport.name !== "websocket") {
  await next(socket.io.engine, "upgrade");
}
say("transport", socket.io.engine.transport.name);

socket.on("question", (number, bytes, answer) => answer(number + 1, Buffer.from(bytes).reverse()));

const echo = (...args) => {
  const back = next(socket, "echo-back");
  socket.emit("echo", ...args);
  return back;
};

say("echo", await echo(1, "2", { 3: [true, null, "ä€𝄞\u001e"] }));
const [bytes, deep] = await echo(Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] });
say("binary", hex(bytes), hex(deep.deep[0]));
say("ack", await socket.emitWithAck("ask", "x"));
say("binary-ack", hex(await socket.emitWithAck("ask", Buffer.from([9, 8]))));

const answered = next(socket, "answered");
socket.emit("question-me");
const [number, reversed] = await answered;
say("answered", number, hex(reversed));

const counted = new Promise((resolve) => {
  const seen = [];
  socket.on("echo-back", (count) => seen.push(count) === 100 && resolve(seen));
});
for (let i = 0; i < 100; i++) {
  socket.emit("echo", i);
}
say("ordered", (await counted).every((count, i) => count === i));
socket.off("echo-back");

const refused = io(url + "/private", options);
const [error] = await next(refused, "connect_error");
say("refused", error.message, error.data);
refused.disconnect();

const admitted = io(url + "/private", { ...options, auth: { token: "let-me-in" } });
say("admitted", (await next(admitted, "welcome"))[0]);
admitted.disconnect();

const shared = socket.io.socket("/private", { auth: { token: "let-me-in" } });
say("shared", (await next(shared, "welcome"))[0]);
shared.disconnect();
say("echo", await echo("still here"));

const before = socket.id;
const lost = next(socket, "disconnect");
say("cut");
await lost;
say("lost");
await next(socket, "connect");
say("reconnected", socket.id !== before);
say("echo", await echo("again"));

const dismissed = next(socket, "disconnect");
socket.emit("dismiss");
const [reason] = await dismissed;
say(reason === "io server disconnect" ? "dismissed" : reason);
const again = next(socket, "connect");
socket.connect();
await again;
say("connected again");
socket.disconnect();
say("left");
