package dev.pulsegate.gateway.prototype;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates, in {@code templates/prototype}; checked against these parameters by the build. */
@CheckedTemplate(basePath = "prototype")
final class Templates {

    private Templates() {}

    static native TemplateInstance spaces(PageData.Spaces page);

    static native TemplateInstance start(PageData.Spaces page);

    static native TemplateInstance admin(PageData.Spaces page);

    static native TemplateInstance editing(PageData.Editing page);

    static native TemplateInstance space(PageData.OneSpace page);

    static native TemplateInstance failure(PageData.Failed page);
}
