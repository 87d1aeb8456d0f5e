package dev.pulsegate.platform.account;

import java.text.Normalizer;
import java.util.Locale;

/** Compares accounts' names in one way wherever they are compared: those that differ by case alone are the same. */
public final class AccountNames {

    private AccountNames() {}

    /** The form to compare a name in, or any text that may be one. */
    public static String keyOf(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        // Up and down again folds letters that have several small forms, such as ſ and s, σ and ς.
        var folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
