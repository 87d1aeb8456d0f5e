package dev.pulsegate.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's whole number and refuses one out of range. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    private final int least;
    private final int most;

    /** A number in a range; both ends belong to it. */
    protected WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** 1, 2, 3, … */
    public static final class FromOne extends WholeNumber {

        public FromOne() {
            super(1, Integer.MAX_VALUE);
        }
    }

    /** 0, 1, 2, … */
    public static final class FromZero extends WholeNumber {

        public FromZero() {
            super(0, Integer.MAX_VALUE);
        }
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new TypeConversionException("takes a whole number " + range() + ": " + text);
    }

    private String range() {
        return most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
    }
}
