package dev.pulsegate.platform.input;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;

/** Looks at each token as it comes by. */
final class StrictJsonParser extends JsonParserDelegate {

    private static final int LONGEST_FIELD = 200;

    StrictJsonParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        var token = delegate.nextToken();
        if (token != null) {
            check(token);
        }
        return token;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        var token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    /** One token after the other, so that what nobody reads is looked at as well. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (!delegate.isExpectedStartObjectToken() && !delegate.isExpectedStartArrayToken()) {
            return this;
        }
        int open = 1;
        while (open > 0) {
            var token = nextToken();
            if (token == null) {
                return this;
            }
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
        }
        return this;
    }

    private void check(JsonToken token) throws IOException {
        switch (token) {
            case FIELD_NAME -> {
                var objection = ForeignText.objection(delegate.currentName());
                if (objection.isPresent()) {
                    var parent = delegate.getParsingContext().getParent();
                    throw new UnfitInputException(path(parent), "has a name in it that " + objection.get());
                }
            }
            case VALUE_STRING -> {
                var objection = ForeignText.objection(delegate.getText());
                if (objection.isPresent()) {
                    throw new UnfitInputException(path(delegate.getParsingContext()), objection.get());
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                // Read into a double it would become infinite, and then be written as the text "Infinity".
                if (!Double.isFinite(delegate.getDoubleValue())) {
                    throw new UnfitInputException(
                            path(delegate.getParsingContext()), "must be a number of at most 1.8e308 in size");
                }
            }
            default -> {}
        }
    }

    /** As Bean Validation names fields; of names that have been looked at already. */
    static String path(JsonStreamContext context) {
        var path = new StringBuilder();
        for (var step = context; step != null && !step.inRoot(); step = step.getParent()) {
            path.insert(0, step.inArray() ? "[" + step.getCurrentIndex() + "]" : "." + step.getCurrentName());
        }
        var field = path.indexOf(".") == 0 ? path.substring(1) : path.toString();
        return field.length() <= LONGEST_FIELD ? field : field.substring(0, LONGEST_FIELD) + "…";
    }
}
