// Reads server-sent events from the body of an answer (WHATWG HTML, "Interpreting an event stream"). EventSource can't
// send a token.

// heard() is called for every piece that arrives, also for one that is only a comment.
export async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let type = '';
  let data = [];
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heard();
      // A CR at the very end may be half of a CR LF.
      const lines = (rest + piece.value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
        if (name === 'event') {
          type = value;
        } else if (name === 'data') {
          data.push(value);
        } else if (line === '') {
          if (data.length > 0) {
            yield { type: type || 'message', data: data.join('\n') };
          }
          type = '';
          data = [];
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
