// Loaded before Mongo Express 1.0.2, for two troubles of it.
const http = require("http");
const { createRequire } = require("module");
const { ObjectId } = createRequire(`${process.cwd()}/`)("mongodb");

// It takes a number for an ObjectId and dies of that: posts have numbers.
const isValid = ObjectId.isValid;
ObjectId.isValid = (id) => typeof id !== "number" && isValid.call(ObjectId, id);

// Its own guard against forms on foreign pages stands behind its routes, so it guards nothing: an admin's browser would
// send the login along.
const createServer = http.createServer;
http.createServer = (app) =>
  createServer((request, response) => {
    const { origin, host } = request.headers;
    const changes = request.method !== "GET" && request.method !== "HEAD";
    if (changes && origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      response.writeHead(403, { "Content-Type": "text/plain" }).end("A form of another page may change nothing here.\n");
    } else {
      app(request, response);
    }
  });
