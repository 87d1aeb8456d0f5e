package dev.pulsegate.tools.check;

import java.util.List;

/** Checks that build on each other: after one that fails, those that follow are not run. */
@FunctionalInterface
interface Round {

    /** The checks, in their order. */
    List<Check> checks();
}
