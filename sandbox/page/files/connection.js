// The page talks with the sandbox over one socket: acts go out with a number, answers and pictures come in.
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 3000;

export function connect({ onSeen, onLine }) {
  let socket = null;
  let pause = FIRST_PAUSE_MS;
  let number = 0;
  let watching = {};
  const waiting = new Map();

  function open() {
    socket = new WebSocket(`ws://${location.host}/live`);
    socket.onopen = () => {
      pause = FIRST_PAUSE_MS;
      onLine(true);
      send({ act: "watch", ...watching });
    };
    socket.onmessage = (event) => receive(JSON.parse(event.data));
    socket.onclose = () => {
      onLine(false);
      for (const { refuse } of waiting.values()) refuse(new Error("The sandbox is not running. Nothing was sent."));
      waiting.clear();
      setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  }

  function receive(message) {
    if (message.seen) return onSeen(message.seen);
    const asked = waiting.get(message.answers);
    waiting.delete(message.answers);
    if (!asked) return undefined;
    return message.error ? asked.refuse(new Error(message.error)) : asked.answer(message);
  }

  function send(what) {
    return new Promise((answer, refuse) => {
      if (socket.readyState !== WebSocket.OPEN) {
        refuse(new Error("The sandbox is not running. Nothing was sent."));
        return;
      }
      number += 1;
      waiting.set(number, { answer, refuse });
      socket.send(JSON.stringify({ number, as: watching.as, ...what }));
    });
  }

  open();
  return {
    ask: (act, about = {}) => send({ act, ...about }),
    watch(as, inspects) {
      watching = { as, inspects };
      if (socket.readyState === WebSocket.OPEN) send({ act: "watch", ...watching }).catch(() => {});
    },
  };
}
