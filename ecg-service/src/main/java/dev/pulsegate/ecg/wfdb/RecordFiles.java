package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.util.List;

/**
 * Where records are kept: a folder, or the class path. File names are relative, with {@code /} between folders, and can
 * never name anything outside.
 */
public interface RecordFiles {

    /**
     * Opens a file.
     *
     * @param name relative name such as {@code mitdb/208.dat}
     * @throws WfdbException if there is no such file or the name is not a safe one
     * @throws IOException if the file cannot be opened
     */
    ByteSource open(String name) throws IOException;

    /** Whether {@link #open} would find a file of this name. */
    boolean exists(String name);

    /**
     * Finds the header files kept here.
     *
     * @throws IOException if the place cannot be listed
     */
    HeaderListing headers() throws IOException;

    /**
     * The header files found.
     *
     * @param names relative names, sorted
     * @param remarks what was passed over and why, one sentence each
     */
    record HeaderListing(List<String> names, List<String> remarks) {
        public HeaderListing {
            names = List.copyOf(names);
            remarks = List.copyOf(remarks);
        }
    }

    /** The name of a file in the same folder as another. */
    static String sibling(String name, String fileName) {
        return name.substring(0, name.lastIndexOf('/') + 1) + fileName;
    }

    /** Whether a name is one file's plain name: no folder, no drive, no control character, neither {@code .} nor {@code ..}. */
    static boolean isPlainName(String name) {
        return !name.isEmpty()
                && name.length() <= 255
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    /** Whether a name is a relative one made of plain names with {@code /} between. */
    static boolean isSafeName(String name) {
        for (var part : name.split("/", -1)) {
            if (!isPlainName(part)) {
                return false;
            }
        }
        return true;
    }
}
