package dev.pulsegate.ecg.stream;

import java.io.IOException;
import java.util.ArrayList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.pulsegate.ecg.EcgConfig;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.wfdb.ClassPathRecordFiles;
import dev.pulsegate.ecg.wfdb.FolderRecordFiles;
import dev.pulsegate.ecg.wfdb.RecordFiles;

/** Makes the library of records, once, at start: the folder of the user's own, then what ships with PulseGate. */
@ApplicationScoped
class RecordLibraryProducer {

    private static final Logger LOG = Logger.getLogger(RecordLibraryProducer.class);
    private static final String SHIPPED = "recordings";

    @Produces
    @Singleton
    RecordLibrary library(EcgConfig config) {
        var places = new ArrayList<RecordFiles>();
        config.recordings().ifPresent(folder -> {
            try {
                places.add(new FolderRecordFiles(folder));
            } catch (IOException e) {
                LOG.warnf("The folder of recordings cannot be read: %s", e.toString());
            }
        });
        places.add(new ClassPathRecordFiles(Thread.currentThread().getContextClassLoader(), SHIPPED));
        var library = RecordLibrary.scan(places);
        log(library);
        return library;
    }

    private static void log(RecordLibrary library) {
        for (var refused : library.refused()) {
            var file = refused.file() == null ? "" : refused.file() + " is not played: ";
            LOG.warnf("Recordings: %s%s", file, refused.reason());
        }
        for (var record : library.records()) {
            for (var remark : record.remarks()) {
                LOG.warnf("Recordings: %s.hea is played, but: %s", record.id(), remark);
            }
        }
    }
}
