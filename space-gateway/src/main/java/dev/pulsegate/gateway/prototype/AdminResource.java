package dev.pulsegate.gateway.prototype;

import java.io.InputStream;
import java.util.function.Function;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;

/** Making and changing spaces by form, as the prototype's administrators and tools do. */
@Path("/admin")
@Tag(name = "Prototype")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@PrototypeRoute
@RunOnVirtualThread
class AdminResource {

    private static final String ADD = "/admin/space/add";
    private static final String EDIT = "/admin/space/edit/";

    private final Visitors visitors;
    private final SpaceStates states;
    private final SpaceEditor editor;
    private final FormReader reader;
    private final Pages pages;

    AdminResource(Visitors visitors, SpaceStates states, SpaceEditor editor, FormReader reader, Pages pages) {
        this.visitors = visitors;
        this.states = states;
        this.editor = editor;
        this.reader = reader;
        this.pages = pages;
    }

    @GET
    @Operation(summary = "The administrators' page")
    public Response overview(@QueryParam("page") String page, @Context RoutingContext context) {
        return asAdmin(
                context, "/admin/", visitor -> pages.show(new PageData.Spaces(visitor, states.list(page), true)));
    }

    @GET
    @Path("space/add")
    @Operation(summary = "The form to make a space with")
    public Response form(@Context RoutingContext context) {
        return asAdmin(context, ADD, visitor -> pages.show(adding(visitor, SpaceForm.empty(), "")));
    }

    private static PageData adding(Visitor visitor, SpaceForm form, String error) {
        return new PageData.Editing(visitor, "Add a space", ADD, form, error, null);
    }

    @POST
    @Path("space/add")
    @Operation(
            summary = "Make a space by form",
            description = "Fields name, description, cover, cover_type, card_type=websockets, ws_enable_prompt,"
                    + " ws_enable_audio, ws_enable_video, ws_enable_file_upload, ws_rate_limit_seconds.")
    public Response add(InputStream body, @Context RoutingContext context) {
        return asAdmin(context, ADD, visitor -> {
            var form = SpaceForm.of(reader.fields(body, context));
            return switch (editor.create(form, Actor.of(visitor.caller(), context.request()))) {
                case SpaceEditor.Edit.Done(var space) -> Pages.redirect(EDIT + space.id());
                case SpaceEditor.Edit.Refused(int status, var why) -> pages.show(status, adding(visitor, form, why));
            };
        });
    }

    @GET
    @Path("space/edit/{id}")
    @Operation(summary = "The form to change a space with")
    public Response space(@PathParam("id") String id, @Context RoutingContext context) {
        return asAdmin(
                context,
                EDIT + id,
                visitor -> withSpace(id, visitor, space -> {
                    var form = SpaceForm.of(space);
                    return pages.show(changing(visitor, space, form, ""));
                }));
    }

    private PageData changing(Visitor visitor, Space space, SpaceForm form, String error) {
        return new PageData.Editing(visitor, space.name(), EDIT + space.id(), form, error, states.of(space));
    }

    @POST
    @Path("space/edit/{id}")
    @Operation(summary = "Change a space by form; the fields are those it was made with")
    public Response change(@PathParam("id") String id, InputStream body, @Context RoutingContext context) {
        return asAdmin(
                context,
                EDIT + id,
                visitor -> withSpace(id, visitor, space -> {
                    var form = SpaceForm.of(reader.fields(body, context));
                    return switch (editor.change(space.id(), form, Actor.of(visitor.caller(), context.request()))) {
                        case SpaceEditor.Edit.Done _ -> Pages.redirect(EDIT + space.id());
                        case SpaceEditor.Edit.Refused(int status, var why) ->
                            pages.show(status, changing(visitor, space, form, why));
                    };
                }));
    }

    private Response withSpace(String id, Visitor visitor, Function<Space, Response> answer) {
        return states.find(id)
                .map(answer)
                .orElseGet(() -> failed(visitor, Failure.of(Failure.NOT_FOUND, "There is no such space.")));
    }

    /** Answers an administrator; sends whoever is not signed in to do so, and others away. */
    private Response asAdmin(RoutingContext context, String path, Function<Visitor, Response> answer) {
        var visitor = visitors.of(context.request(), path);
        if (!visitor.isSignedIn()) {
            return Pages.signIn(visitor);
        }
        if (!visitor.isAdmin()) {
            return failed(visitor, Failure.of(Failure.FORBIDDEN, "Only administrators may see this."));
        }
        try {
            return answer.apply(visitor);
        } catch (HttpProblem problem) {
            return failed(visitor, Failure.of(problem));
        }
    }

    private Response failed(Visitor visitor, Failure failure) {
        return pages.show(failure.status(), new PageData.Failed(visitor, failure));
    }
}
