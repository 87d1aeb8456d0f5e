package dev.pulsegate.gateway.file;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FileNameTest {

    @Test
    void keepsAnOrdinaryName() {
        assertThat(FileName.of("take 1 (final).wav").value()).isEqualTo("take 1 (final).wav");
        assertThat(FileName.of("心电图.mp4").value()).isEqualTo("心电图.mp4");
    }

    @Test
    void dropsEveryPath() {
        for (var path : List.of("../../etc/passwd", "/etc/passwd", "..\\..\\passwd", "C:\\x\\passwd", "a/b\\passwd")) {
            assertThat(FileName.of(path).value()).as(path).isEqualTo("passwd");
        }
    }

    @Test
    void callsWhatIsNoNameAFile() {
        for (var none : new String[] {null, "", "   ", ".", "..", "...", "/", "a/", "../.."}) {
            assertThat(FileName.of(none).value()).as("%s", none).isEqualTo("file");
        }
    }

    @Test
    void disarmsControlAndFormattingCharactersAndWhatFileSystemsForbid() {
        assertThat(FileName.of("a\r\nSet-Cookie: x\0.wav").value()).isEqualTo("a__Set-Cookie_ x_.wav");
        assertThat(FileName.of("report\u202Egpj.exe").value()).isEqualTo("report_gpj.exe");
        assertThat(FileName.of("a\"b*c:d<e>f?g|h;i%j").value()).isEqualTo("a_b_c_d_e_f_g_h_i_j");
        assertThat(FileName.of(".hidden").value()).isEqualTo("hidden");
        assertThat(FileName.of("half \uD83D surrogate").value()).isEqualTo("half _ surrogate");
    }

    @Test
    void shortensALongNameButNotItsExtension() {
        var name = FileName.of("x".repeat(5_000) + ".wav").value();

        assertThat(name).hasSize(FileName.MAX_LENGTH).endsWith("x.wav");
        assertThat(FileName.of("x." + "y".repeat(500)).value()).hasSize(FileName.MAX_LENGTH);
    }

    @Test
    void tellsBrowsersTheNameInBothSpellings() {
        assertThat(FileName.of("take 1.wav").contentDisposition()).isEqualTo("attachment; filename=\"take 1.wav\"");
        assertThat(FileName.of("Müller €.wav").contentDisposition())
                .isEqualTo("attachment; filename=\"M_ller _.wav\"; filename*=UTF-8''M%C3%BCller%20%E2%82%AC.wav");
    }
}
