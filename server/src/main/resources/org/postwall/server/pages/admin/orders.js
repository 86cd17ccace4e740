// What an operator can order of a source, and how it stands.

const FINAL = ['sent', 'failed', 'unknown', 'cancelled', 'recalled'];

export const ORDERS = ['pause', 'resume', 'cancel', 'retry', 'recall'];

// Those that can't be taken back.
export const GRAVE = ['cancel', 'recall'];

// The number of a broadcast message; undefined for sources of another kind, which take no orders here.
export const messageOf = ({ id }) => /^broadcast:(\d+)$/.exec(id)?.[1];

export const done = ({ counts }) => FINAL.reduce((sum, state) => sum + (counts[state] ?? 0), 0);

// One word for status and finished.
export const standing = ({ status, finished }) =>
  finished && (status === 'running' || status === 'paused') ? 'finished' : status;

export function makesSense(order, source) {
  const { status, finished, counts } = source;
  if (messageOf(source) === undefined) {
    return false;
  }
  switch (order) {
    case 'pause':
      return status === 'running' && !finished;
    case 'resume':
      return status === 'paused' && !finished;
    case 'cancel':
      return ['running', 'paused'].includes(status) && !finished;
    case 'retry':
      return ['running', 'paused'].includes(status) && counts.failed > 0;
    default:
      return status !== 'recalled' && (finished || status === 'cancelled') && counts.sent > 0;
  }
}
