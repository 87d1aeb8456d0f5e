package dev.pulsegate.testkit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * A record with a secret in it has a {@code toString} that was written by hand: the compiler's own shows all there is. An
 * address counts, because it may be signed or have a password in it.
 */
final class HidesItsSecrets extends ArchCondition<JavaClass> {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|password|passwordHash|token|privateKey|accessKey)|url|putUrl");

    private static final Set<String> TEXTS =
            Set.of("java.lang.String", "java.util.Optional", "[C", "[B", "java.security.PrivateKey");

    /** What the compiler calls for the methods of records that nobody wrote. */
    private static final String GENERATOR = "Ljava/lang/runtime/ObjectMethods;";

    HidesItsSecrets() {
        super("show none of its secrets");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (var field : type.getFields()) {
            if (isSecret(field) && hasGeneratedToString(type)) {
                events.add(SimpleConditionEvent.violated(
                        type, type.getName() + " shows its " + field.getName() + " in toString()"));
            }
        }
    }

    private static boolean isSecret(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && TEXTS.contains(field.getRawType().getName())
                && SECRET.matcher(field.getName()).matches();
    }

    private static boolean hasGeneratedToString(JavaClass type) {
        return type.isRecord()
                && type.getSource().stream()
                        .flatMap(source -> ClassFile.of().parse(bytes(source.getUri())).methods().stream())
                        .filter(method -> method.methodName().equalsString("toString")
                                && method.methodType().equalsString("()Ljava/lang/String;"))
                        .anyMatch(HidesItsSecrets::isGenerated);
    }

    private static boolean isGenerated(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call
                        && call.bootstrapMethod().owner().descriptorString().equals(GENERATOR));
    }

    private static byte[] bytes(URI classFile) {
        try (var file = classFile.toURL().openStream()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
