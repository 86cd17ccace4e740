package org.postwall.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postwall.faults.system.Deployment;
import org.postwall.faults.system.Docker;
import org.postwall.faults.system.Images;

/**
 * Gives tests the composed system: {@link Deployment} is the one that all test classes share, up and healthy; {@link
 * Images} are what a test needs that brings up one of its own. Both end with the run.
 */
final class Composed implements ParameterResolver, ExecutionCondition {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** One address writes and reads everything here; limits have a test of their own. */
    static final Map<String, String> FREE = Map.of("READS_PER_SECOND", "100000", "WRITES_PER_SECOND", "100000");

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Composed.class);

    /** What all test classes share. */
    private record Shared(Images images, Deployment deployment) implements AutoCloseable {
        static Shared begin() {
            Report.begin();
            // Builds share their processors; what has a limit of its own says so.
            Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
            Images images = new Images(ROOT);
            Shared shared = new Shared(images, new Deployment(ROOT, images, FREE));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
            return shared;
        }

        @Override
        public void close() {
            deployment.close();
            images.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = Docker.missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("docker and compose are here");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI needs docker with compose: " + missing);
        }
        return ConditionEvaluationResult.disabled("needs docker with compose: " + missing);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Deployment.class || type == Images.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, key -> Shared.begin(), Shared.class);
        if (parameter.getParameter().getType() == Images.class) {
            return shared.images;
        }
        // Also mends what the test before left broken.
        shared.deployment.up();
        return shared.deployment;
    }
}
