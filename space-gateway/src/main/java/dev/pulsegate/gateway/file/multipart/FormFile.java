package dev.pulsegate.gateway.file.multipart;

import java.util.Optional;

import dev.pulsegate.gateway.file.FileKind;

/** The names under which forms carry files. */
final class FormFile {

    private FormFile() {}

    static Optional<FileKind> kind(String partName) {
        return switch (partName) {
            case "audio_file", "audio" -> Optional.of(FileKind.AUDIO);
            case "video_file", "video" -> Optional.of(FileKind.VIDEO);
            case "other_file", "file" -> Optional.of(FileKind.FILE);
            default -> Optional.empty();
        };
    }
}
