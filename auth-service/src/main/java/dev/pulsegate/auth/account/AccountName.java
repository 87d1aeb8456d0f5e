package dev.pulsegate.auth.account;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

import dev.pulsegate.platform.account.AccountNames;

/**
 * An account's name: 3 to 64 letters, digits and {@code . _ - + @}, beginning with a letter or digit, in Unicode's NFKC
 * form. Letters of any one script (with those that are written together, such as Han and Kana), so that a name cannot
 * pass for another by mixing in letters that look alike. Blanks and control characters are refused.
 *
 * @param value the name as it is shown
 */
public record AccountName(String value) {

    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 64;
    private static final int MAX_MARKS_IN_A_ROW = 2;
    private static final String PUNCTUATION = "._-+@";
    private static final Set<Character.UnicodeScript> EAST_ASIAN = EnumSet.of(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.BOPOMOFO);

    /**
     * Checks a name and brings it into NFKC form.
     *
     * @throws IllegalArgumentException with a message for whoever chose it, if it is no account name
     */
    public AccountName {
        value = Normalizer.normalize(value, Normalizer.Form.NFKC);
        int length = value.codePointCount(0, value.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException("The name must have 3 to 64 characters.");
        }
        if (!Character.isLetterOrDigit(value.codePointAt(0))
                || !value.codePoints().allMatch(AccountName::isAllowed)) {
            throw new IllegalArgumentException(
                    "The name must begin with a letter or digit and have letters, digits and . _ - + @ only.");
        }
        if (piledMarks(value) || mixesScripts(value)) {
            throw new IllegalArgumentException(
                    "The name must not mix letters of different scripts or pile up accents.");
        }
    }

    /** Says whether a text is an account name. */
    public static boolean isName(String text) {
        try {
            return new AccountName(text).value() != null;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /** Returns the form two names are compared in: those that differ by case alone are the same. */
    public String key() {
        return keyOf(value);
    }

    /** Returns the form to compare in of any text, a name or not. */
    public static String keyOf(String text) {
        return AccountNames.keyOf(text);
    }

    private static boolean isAllowed(int codePoint) {
        return Character.isLetter(codePoint)
                || Character.isDigit(codePoint)
                || isMark(codePoint)
                || PUNCTUATION.indexOf(codePoint) >= 0;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean piledMarks(String name) {
        int inARow = 0;
        for (int codePoint : name.codePoints().toArray()) {
            inARow = isMark(codePoint) ? inARow + 1 : 0;
            if (inARow > MAX_MARKS_IN_A_ROW) {
                return true;
            }
        }
        return false;
    }

    private static boolean mixesScripts(String name) {
        var scripts = EnumSet.noneOf(Character.UnicodeScript.class);
        name.codePoints().mapToObj(Character.UnicodeScript::of).forEach(scripts::add);
        scripts.remove(Character.UnicodeScript.COMMON);
        scripts.remove(Character.UnicodeScript.INHERITED);
        return scripts.size() > 1 && !EAST_ASIAN.containsAll(scripts);
    }
}
