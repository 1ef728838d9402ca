/** What reaching.py does from Python, from JavaScript: connecting to a port that is there. */
import net from "node:net";

export function extract(html) {
  const { port } = JSON.parse(html);
  return new Promise((resolve) => {
    try {
      const socket = net.connect(port, "127.0.0.1");
      socket.on("connect", () => { socket.destroy(); resolve("possible"); });
      socket.on("error", () => resolve("stopped"));
    } catch {
      resolve("stopped");
    }
  });
}
