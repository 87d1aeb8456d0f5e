package dev.pulsegate.gateway.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.gateway.queue.accept.NewRequest.Idempotency;

/**
 * What submissions under one idempotency key are compared by: SHA-256 of what is said, as JSON with sorted members, and of
 * the contents of the files. What is not said is left out, so that a member a later release knows changes no hash of
 * before; a release that must write another form takes another version.
 *
 * @param body the hash of all but the files
 * @param files the hash of the files' contents; null if one of them is not there any more
 * @param former what releases up to 0.1 kept, accepted until their last requests are deleted; null like {@code files}
 */
record SubmissionHash(String body, String files, String former) {

    private static final String VERSION = "v1";

    /**
     * Of a submission whose files are all there.
     *
     * @param digests the SHA-256 of each file's content, in order
     */
    static SubmissionHash of(Submission submission, List<String> digests) {
        return new SubmissionHash(
                sha256(canonical(submission).toString()),
                sha256(String.join(",", digests)),
                sha256(formerText(submission) + " " + digests));
    }

    /** Of a submission one of whose files is not there any more. */
    static SubmissionHash withoutFiles(Submission submission) {
        return new SubmissionHash(sha256(canonical(submission).toString()), null, null);
    }

    /** Under a key, for a new request; all files must be there. */
    Idempotency under(String key) {
        return new Idempotency(
                key, VERSION + ":" + body + ":" + Objects.requireNonNull(files), Objects.requireNonNull(former));
    }

    /** Whether it was kept of the same. Of files that are gone nothing can be said, so they count as the same. */
    boolean isOf(String stored) {
        return stored.startsWith(VERSION + ":")
                ? stored.startsWith(VERSION + ":" + body + ":") && (files == null || stored.endsWith(":" + files))
                : former == null || stored.equals(former);
    }

    private static ObjectNode canonical(Submission submission) {
        var said = new TreeMap<String, JsonNode>();
        var node = JsonNodeFactory.instance;
        put(said, "prompt", submission.prompt());
        put(said, "audio_url", submission.audioUrl());
        if (submission.parameters() != null) {
            said.put("parameters", sorted(submission.parameters()));
        }
        if (submission.priority() != null) {
            said.put("priority", node.numberNode(submission.priority()));
        }
        if (submission.webhook() != null) {
            said.put(
                    "webhook",
                    node.objectNode()
                            .put("secret", submission.webhook().secret())
                            .put("url", submission.webhook().url()));
        }
        return node.objectNode().setAll(said);
    }

    private static void put(TreeMap<String, JsonNode> said, String name, String text) {
        if (text != null) {
            said.put(name, JsonNodeFactory.instance.textNode(text));
        }
    }

    /** The same JSON with the members of all objects in order, and each number in one form. */
    private static JsonNode sorted(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                var members = new TreeMap<String, JsonNode>();
                object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
                yield JsonNodeFactory.instance.objectNode().setAll(members);
            }
            case ArrayNode array -> {
                var items = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> items.add(sorted(item)));
                yield items;
            }
            case NumericNode number
            when Double.isFinite(number.doubleValue()) ->
                DecimalNode.valueOf(number.decimalValue().stripTrailingZeros());
            default -> json;
        };
    }

    /** How a record of the members there were is written. */
    private static String formerText(Submission submission) {
        var hook = submission.webhook();
        return "Submission[prompt=" + submission.prompt()
                + ", audioUrl=" + submission.audioUrl()
                + ", parameters=" + submission.parameters()
                + ", files=" + List.<UUID>of()
                + ", priority=" + submission.priority()
                + ", webhook=" + (hook == null ? null : "Hook[url=" + hook.url() + ", secret=" + hook.secret() + "]")
                + "]";
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
