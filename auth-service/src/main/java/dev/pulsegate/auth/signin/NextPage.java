package dev.pulsegate.auth.signin;

import java.util.regex.Pattern;

/** Where to go after signing in: a page of this installation, whatever the address of the form says. Plain Java. */
final class NextPage {

    /** The start page; relative, so that it holds behind any proxy. */
    static final String START = "/";

    /** A path, and perhaps a query, that no browser could take for another site's address. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\w./~%&=?-]{0,500}");

    private NextPage() {}

    /** What was asked for if it is a page here, else the start page. */
    static String of(String wanted) {
        return wanted != null && PATH.matcher(wanted).matches() ? wanted : START;
    }
}
