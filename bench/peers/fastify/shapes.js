// What comes in, as JSON Schema, and how a page goes out.
import stringifier from "fast-json-stringify";

const text = (most) => ({ type: "string", minLength: 1, maxLength: most, pattern: "\\S" });
const optional = (schema) => ({ ...schema, type: ["string", "null"] });
const whole = { type: "string", maxLength: 15 };

export const query = {
  type: "object",
  properties: {
    start: { ...whole, pattern: "^[0-9]+$", default: "0" },
    range: { ...whole, pattern: "^-?[0-9]+$", default: "0" },
  },
};

export const newPost = {
  type: "object",
  required: ["user", "message"],
  properties: {
    user: {
      type: "object",
      required: ["userId", "first_name"],
      properties: {
        userId: { anyOf: [{ type: "string", minLength: 1, maxLength: 64 }, { type: "integer" }] },
        first_name: text(64),
        last_name: optional(text(64)),
        username: optional(text(64)),
      },
    },
    message: {
      type: "object",
      required: ["message"],
      properties: {
        message: text(4096),
        timestamp: { type: ["string", "null"], format: "iso-date-time" },
      },
    },
  },
};

const post = {
  type: "object",
  properties: {
    id: { type: "integer" },
    user: { type: "string" },
    timestamp: { type: "string" },
    message: { type: "string" },
  },
};

export const postJson = stringifier(post);

export const pageJson = stringifier({
  type: "object",
  properties: { messages: { type: "array", items: post }, total_count: { type: "integer" } },
});

export const shown = ({ _id, firstName, lastName, timestamp, message }) => ({
  id: _id,
  user: lastName ? `${firstName} ${lastName}` : firstName,
  timestamp,
  message,
});
