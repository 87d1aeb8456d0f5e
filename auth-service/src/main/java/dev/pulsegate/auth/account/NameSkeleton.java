package dev.pulsegate.auth.account;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * What a name looks like, after the skeletons of Unicode Technical Standard #39: names with the same skeleton can be taken
 * for each other. An {@link AccountName} has letters of one script only, so what is left to fold are the signs that look
 * alike within a script, and the letters of one script that look like those of another, which a name may consist of
 * altogether.
 */
final class NameSkeleton {

    private static final int DOT_ABOVE = 0x307;

    /** What is read for the first character of each word: in upper or lower case, and whatever the typeface. */
    private static final Map<Integer, String> ALIKE = alike(
            // Within Latin letters and digits.
            "l1iı|ɩɪ",
            "o0",
            "aɑ",
            "gɡ",
            "øө",
            // Cyrillic.
            "aа",
            "bвь",
            "cс",
            "dԁ",
            "eеё",
            "hнһ",
            "lіїӏ",
            "jј",
            "kк",
            "mм",
            "oо",
            "pр",
            "qԛ",
            "sѕ",
            "tт",
            "vѵ",
            "wԝ",
            "xх",
            "yуү",
            "nп",
            "rг",
            // Greek.
            "aα",
            "bβ",
            "eε",
            "lι",
            "kκ",
            "mμ",
            "vν",
            "oο",
            "pρ",
            "tτ",
            "uυ",
            "xχ",
            "yγ",
            "zζ",
            "nη",
            "oσς",
            "wω",
            // Armenian.
            "oօ",
            "uս",
            "nո",
            "hհ",
            "qզ",
            "gց",
            "jյ",
            // Han and Kana.
            "口ロ",
            "一ー",
            "力カ",
            "二ニ",
            "八ハ",
            "工エ",
            "夕タ",
            "卜ト",
            "へヘ",
            "べベ",
            "ぺペ");

    private NameSkeleton() {}

    private static Map<Integer, String> alike(String... groups) {
        var alike = new HashMap<Integer, String>();
        for (var group : groups) {
            int first = group.codePointAt(0);
            group.codePoints().skip(1).forEach(other -> alike.putIfAbsent(other, Character.toString(first)));
        }
        return Map.copyOf(alike);
    }

    /** The skeleton of a name. */
    static String of(AccountName name) {
        var skeleton = new StringBuilder();
        // Composed letters that look like others are listed; the others come apart, and keep their accents.
        name.key().codePoints().forEach(letter -> {
            var read = ALIKE.get(letter);
            skeleton.append(
                    read == null ? Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD) : read);
        });
        var plain = new StringBuilder();
        skeleton.codePoints().forEach(letter -> {
            // An i with the dot it has anyway.
            if (letter != DOT_ABOVE || !endsWithDotted(plain)) {
                var read = ALIKE.get(letter);
                plain.append(read == null ? Character.toString(letter) : read);
            }
        });
        return plain.toString().replace("rn", "m").replace("vv", "w");
    }

    private static boolean endsWithDotted(StringBuilder text) {
        return !text.isEmpty() && "lj".indexOf(text.charAt(text.length() - 1)) >= 0;
    }
}
