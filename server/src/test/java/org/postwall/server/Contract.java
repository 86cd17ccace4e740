package org.postwall.server;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonFormatValidator;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** openapi.yaml as a test reads it: which operations there are, and whether an answer is one that was promised. */
final class Contract {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final String BASE = "https://contract.test/";

    private final JsonObject document;
    private final SchemaRepository schemas;

    Contract() {
        document = read();
        schemas = SchemaRepository.create(
                new JsonSchemaOptions()
                        .setBaseUri(BASE)
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic),
                JsonFormatValidator.DEFAULT_VALIDATOR);
        schemas.dereference(BASE + "openapi", JsonSchema.of(BASE + "openapi", document));
    }

    /** {@code "GET /path/{id}"} to operation. */
    Map<String, JsonObject> operations() {
        Map<String, JsonObject> operations = new TreeMap<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(item -> {
                    if (METHODS.contains(item.getKey())) {
                        operations.put(
                                item.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                (JsonObject) item.getValue());
                    }
                }));
        return operations;
    }

    /** The answer that an operation promises for a status; null where it promises none. */
    JsonObject response(String operation, int status) {
        JsonObject response =
                operations().get(operation).getJsonObject("responses").getJsonObject("" + status);
        return response == null ? null : resolve(response);
    }

    /** Follows one {@code $ref} within the document. */
    JsonObject resolve(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        JsonObject found = document;
        for (String step : reference.substring(2).split("/", -1)) {
            found = found.getJsonObject(step);
        }
        return found;
    }

    /** What is wrong with {@code value} as an instance of {@code schema}; empty: nothing. */
    List<String> errors(JsonObject schema, Object value) {
        JsonObject placed = schema.copy();
        if (placed.getString("$ref", "").startsWith("#")) {
            placed.put("$ref", BASE + "openapi" + placed.getString("$ref"));
        }
        OutputUnit result = schemas.validator(JsonSchema.of(placed)).validate(value);
        List<String> errors = new ArrayList<>();
        if (!result.getValid()) {
            errors.add("not valid: " + value);
            if (result.getErrors() != null) {
                result.getErrors().forEach(e -> errors.add(e.getInstanceLocation() + " " + e.getError()));
            }
        }
        return errors;
    }

    JsonObject document() {
        return document;
    }

    private static JsonObject read() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            JsonNode tree = strict().readTree(in);
            return new JsonObject(new ObjectMapper().writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name that stands twice would hide what it said first. */
    private static YAMLMapper strict() {
        return YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** All values of arrays and objects below {@code node} that are objects. */
    static List<JsonObject> objects(Object node) {
        List<JsonObject> found = new ArrayList<>();
        if (node instanceof JsonObject object) {
            found.add(object);
            object.forEach(entry -> found.addAll(objects(entry.getValue())));
        } else if (node instanceof JsonArray array) {
            array.forEach(value -> found.addAll(objects(value)));
        }
        return found;
    }
}
