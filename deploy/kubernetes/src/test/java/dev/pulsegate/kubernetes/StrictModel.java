package dev.pulsegate.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/** Kubernetes' own model of what may be in an object. What it does not know a cluster would pass over in silence. */
final class StrictModel {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    /** What operators define, of which there is no model here. */
    private static final List<String> OPERATORS = List.of(
            "cert-manager.io/v1 Issuer",
            "keda.sh/v1alpha1 ScaledObject",
            "postgresql.cnpg.io/v1 Cluster",
            "postgresql.cnpg.io/v1 Database",
            "broker.amq.io/v1beta1 ActiveMQArtemis");

    /** What Kubernetes 1.20 does not serve, in the versions used here. */
    private static final List<String> AFTER_1_20 =
            List.of("autoscaling/v2 HorizontalPodAutoscaler", "policy/v1 PodDisruptionBudget");

    private static final ObjectMapper MAPPER = new ObjectMapper().setAnnotationIntrospector(new NothingElse());

    private StrictModel() {}

    /** fabric8's classes keep what they do not know; here it is to fail. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** What of these objects is not of the model. */
    static Stream<String> complaints(Manifests manifests) {
        return manifests.objects().stream().flatMap(StrictModel::complaints);
    }

    /** What of these objects Kubernetes 1.20 does not serve, an operator's kinds included. */
    static Stream<String> notIn120(Manifests manifests) {
        return manifests.objects().stream()
                .map(StrictModel::typeOf)
                .filter(type -> !TYPES.containsKey(type) || AFTER_1_20.contains(type) || type.startsWith("monitoring"))
                .distinct();
    }

    private static Stream<String> complaints(JsonNode object) {
        var type = typeOf(object);
        var model = TYPES.get(type);
        if (model == null) {
            return OPERATORS.contains(type) ? Stream.of() : Stream.of("no such kind: " + type);
        }
        try {
            MAPPER.treeToValue(object, model);
            return Stream.of();
        } catch (JsonProcessingException e) {
            return Stream.of(type + " " + Manifests.nameOf(object) + ": " + e.getOriginalMessage());
        }
    }

    private static String typeOf(JsonNode object) {
        return object.path("apiVersion").asText() + " " + Manifests.kindOf(object);
    }
}
