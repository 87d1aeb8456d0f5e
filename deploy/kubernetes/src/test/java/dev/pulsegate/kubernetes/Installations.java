package dev.pulsegate.kubernetes;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * All that can be installed: the overlays, and the one for production with each component. Rendered once for all tests.
 *
 * @param all every one of them
 */
record Installations(List<Manifests> all) {

    Installations {
        all = List.copyOf(all);
    }

    Manifests local() {
        return named("local");
    }

    Manifests production() {
        return named("production");
    }

    /** Production with a component, and with what that component needs. */
    Manifests with(String component) {
        return all.stream()
                .filter(each -> each.name().endsWith(" " + component))
                .findFirst()
                .orElseThrow();
    }

    /** A test for each service in each of them. */
    Stream<DynamicTest> eachService(BiConsumer<Services, Manifests> test) {
        return all.stream().flatMap(manifests -> Stream.of(Services.values())
                .map(service -> DynamicTest.dynamicTest(
                        service.module() + " in " + manifests.name(), () -> test.accept(service, manifests))));
    }

    private Manifests named(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static Installations render() {
        Kustomize.assumeThere();
        var overlays = Kustomize.overlays().stream().map(Kustomize::overlay);
        var components = Kustomize.components().stream()
                .map(component -> component.equals("keda")
                        ? Kustomize.overlayWith("production", "worker", component)
                        : Kustomize.overlayWith("production", component));
        return new Installations(Stream.concat(overlays, components).toList());
    }

    /** Gives them to tests. */
    static final class Rendered implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Installations.class;
        }

        @Override
        public Installations resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Installations.class))
                    .computeIfAbsent(Installations.class, type -> render(), Installations.class);
        }
    }
}
