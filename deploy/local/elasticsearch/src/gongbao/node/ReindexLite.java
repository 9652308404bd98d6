package gongbao.node;

import org.elasticsearch.Build;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.action.ActionType;
import org.elasticsearch.action.DocWriteRequest;
import org.elasticsearch.action.admin.indices.refresh.RefreshRequest;
import org.elasticsearch.action.bulk.BulkItemResponse;
import org.elasticsearch.action.bulk.BulkRequest;
import org.elasticsearch.action.bulk.BulkResponse;
import org.elasticsearch.action.delete.DeleteRequest;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.action.search.ClearScrollRequest;
import org.elasticsearch.action.search.SearchRequest;
import org.elasticsearch.action.search.SearchResponse;
import org.elasticsearch.action.search.SearchScrollRequest;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.HandledTransportAction;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.io.stream.Writeable;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsFilter;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.common.xcontent.XContentHelper;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.VersionType;
import org.elasticsearch.index.reindex.AbstractBulkByPaginatedSearchRequest;
import org.elasticsearch.index.reindex.AbstractBulkIndexByPaginatedSearchRequest;
import org.elasticsearch.index.reindex.BulkByPaginatedSearchResponse;
import org.elasticsearch.index.reindex.BulkByPaginatedSearchTask;
import org.elasticsearch.index.reindex.DeleteByQueryAction;
import org.elasticsearch.index.reindex.DeleteByQueryRequest;
import org.elasticsearch.index.reindex.ReindexAction;
import org.elasticsearch.index.reindex.ReindexRequest;
import org.elasticsearch.index.reindex.UpdateByQueryAction;
import org.elasticsearch.index.reindex.UpdateByQueryRequest;
import org.elasticsearch.index.reindex.WorkerBulkByPaginatedSearchTaskState;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.rest.action.RestBuilderListener;
import org.elasticsearch.rest.action.search.RestSearchAction;
import org.elasticsearch.script.Script;
import org.elasticsearch.script.ScriptService;
import org.elasticsearch.script.UpdateScript;
import org.elasticsearch.search.SearchHit;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xcontent.XContentBuilder;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xcontent.XContentType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Stands in for the modules reindex and rest-root, which are not on Maven Central: GET /, _delete_by_query,
 * _update_by_query and _reindex over the server's own request, task and response classes. One worker, no slices,
 * no throttling, no remote reindex, no scripts (lang-painless isn't there either).
 */
public class ReindexLite extends Plugin implements ActionPlugin {
    @Override
    public List<Setting<?>> getSettings() { // so that index templates which name an ILM policy are accepted; nothing acts on them
        return List.of(
            Setting.simpleString("index.lifecycle.name", Setting.Property.Dynamic, Setting.Property.IndexScope),
            Setting.simpleString("index.lifecycle.rollover_alias", Setting.Property.Dynamic, Setting.Property.IndexScope));
    }

    @Override
    public Collection<ActionHandler> getActions() {
        return List.of(new ActionHandler(DeleteByQueryAction.INSTANCE, Delete.class),
            new ActionHandler(UpdateByQueryAction.INSTANCE, Update.class),
            new ActionHandler(ReindexAction.INSTANCE, Reindex.class));
    }

    @Override
    public List<NamedWriteableRegistry.Entry> getNamedWriteables() {
        return List.of(new NamedWriteableRegistry.Entry(Task.Status.class, BulkByPaginatedSearchTask.Status.NAME, BulkByPaginatedSearchTask.Status::new));
    }

    @Override
    public Collection<RestHandler> getRestHandlers(RestHandlersServices rs, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
        Settings s = rs.settings();
        return List.of(new Root(s), new ByQuery("_delete_by_query", features), new ByQuery("_update_by_query", features), new ByQuery("_reindex", features));
    }

    // ---- the work

    abstract static class ByScroll<R extends AbstractBulkByPaginatedSearchRequest<R>> extends HandledTransportAction<R, BulkByPaginatedSearchResponse> {
        final NodeClient client;
        final ThreadPool pool;
        final ScriptService scripts;

        ByScroll(String name, TransportService ts, ActionFilters filters, Writeable.Reader<R> reader, NodeClient client, ThreadPool pool, ScriptService scripts) {
            super(name, ts, filters, reader, EsExecutors.DIRECT_EXECUTOR_SERVICE);
            this.client = client;
            this.pool = pool;
            this.scripts = scripts;
        }

        abstract DocWriteRequest<?> write(R request, SearchHit hit);

        @Override
        protected void doExecute(Task task, R request, ActionListener<BulkByPaginatedSearchResponse> listener) {
            pool.generic().execute(() -> ActionListener.completeWith(listener, () -> run((BulkByPaginatedSearchTask) task, request)));
        }

        BulkByPaginatedSearchResponse run(BulkByPaginatedSearchTask task, R request) {
            if (request instanceof AbstractBulkIndexByPaginatedSearchRequest<?> i && i.getScript() != null) {
                scripts.compile(i.getScript(), UpdateScript.CONTEXT); // says which language is missing
                throw new IllegalArgumentException("scripts are not supported by this test node");
            }
            long start = System.nanoTime();
            task.setWorker(request.getRequestsPerSecond(), null);
            WorkerBulkByPaginatedSearchTaskState state = task.getWorkerState();
            SearchRequest search = request.getSearchRequest();
            search.scroll(request.getScrollTime());
            search.source().seqNoAndPrimaryTerm(true).version(true).trackTotalHits(true);
            List<BulkItemResponse.Failure> failures = new ArrayList<>();
            Set<String> touched = new TreeSet<>();
            int left = request.getMaxDocs() < 0 ? Integer.MAX_VALUE : request.getMaxDocs();
            boolean first = true;
            SearchResponse page = client.search(search).actionGet();
            String scroll = page.getScrollId();
            try {
                while (true) {
                    BulkRequest bulk = new BulkRequest();
                    try {
                        if (first) {
                            state.setTotal(Math.min(left, page.getHits().getTotalHits().value()));
                            first = false;
                        }
                        for (SearchHit hit : page.getHits().getHits()) {
                            if (left-- > 0) bulk.add(write(request, hit));
                        }
                        if (bulk.numberOfActions() == 0) break;
                        state.countBatch();
                        bulk.timeout(request.getTimeout());
                        BulkResponse done = client.bulk(bulk).actionGet();
                        for (BulkItemResponse item : done) {
                            if (item.isFailed()) {
                                if (item.getFailure().getStatus() == RestStatus.CONFLICT) {
                                    state.countVersionConflict();
                                    if (request.isAbortOnVersionConflict()) failures.add(item.getFailure());
                                } else {
                                    failures.add(item.getFailure());
                                }
                                continue;
                            }
                            touched.add(item.getIndex());
                            switch (item.getResponse().getResult()) {
                                case CREATED -> state.countCreated();
                                case UPDATED -> state.countUpdated();
                                case DELETED -> state.countDeleted();
                                default -> state.countNoop();
                            }
                        }
                    } finally {
                        page.decRef();
                        page = null;
                    }
                    if (failures.isEmpty() == false || left <= 0 || task.isCancelled()) break;
                    page = client.searchScroll(new SearchScrollRequest(scroll).scroll(request.getScrollTime())).actionGet();
                    scroll = page.getScrollId();
                }
            } finally {
                if (page != null) page.decRef();
                ClearScrollRequest clear = new ClearScrollRequest();
                clear.addScrollId(scroll);
                client.clearScroll(clear).actionGet();
            }
            if (request.isRefresh() && touched.isEmpty() == false) {
                client.admin().indices().refresh(new RefreshRequest(touched.toArray(String[]::new))).actionGet();
            }
            return new BulkByPaginatedSearchResponse(TimeValue.timeValueNanos(System.nanoTime() - start), state.getStatus(),
                failures, List.of(), false);
        }
    }

    public static class Delete extends ByScroll<DeleteByQueryRequest> {
        @Inject
        public Delete(TransportService ts, ActionFilters f, NodeClient c, ThreadPool p, ScriptService s) {
            super(DeleteByQueryAction.NAME, ts, f, DeleteByQueryRequest::new, c, p, s);
        }

        @Override
        DocWriteRequest<?> write(DeleteByQueryRequest r, SearchHit h) {
            return new DeleteRequest(h.getIndex(), h.getId()).routing(routing(h)).setIfSeqNo(h.getSeqNo()).setIfPrimaryTerm(h.getPrimaryTerm());
        }
    }

    public static class Update extends ByScroll<UpdateByQueryRequest> {
        @Inject
        public Update(TransportService ts, ActionFilters f, NodeClient c, ThreadPool p, ScriptService s) {
            super(UpdateByQueryAction.NAME, ts, f, UpdateByQueryRequest::new, c, p, s);
        }

        @Override
        DocWriteRequest<?> write(UpdateByQueryRequest r, SearchHit h) {
            return copy(h).index(h.getIndex()).id(h.getId()).routing(routing(h)).setIfSeqNo(h.getSeqNo()).setIfPrimaryTerm(h.getPrimaryTerm()).setPipeline(r.getPipeline());
        }
    }

    public static class Reindex extends ByScroll<ReindexRequest> {
        @Inject
        public Reindex(TransportService ts, ActionFilters f, NodeClient c, ThreadPool p, ScriptService s) {
            super(ReindexAction.NAME, ts, f, ReindexRequest::new, c, p, s);
        }

        @Override
        DocWriteRequest<?> write(ReindexRequest r, SearchHit h) {
            IndexRequest dest = r.getDestination();
            return copy(h).index(dest.index()).id(h.getId()).routing(routing(h)).opType(dest.opType()).setPipeline(dest.getPipeline());
        }
    }

    private static String routing(SearchHit h) {
        return h.field("_routing") == null ? null : h.field("_routing").getValue();
    }

    private static IndexRequest copy(SearchHit h) {
        BytesReference source = new BytesArray(BytesReference.toBytes(h.getSourceRef())); // outlives the page
        return new IndexRequest().source(source, XContentHelper.xContentType(source));
    }

    // ---- REST

    static class ByQuery extends BaseRestHandler {
        private final String api;
        private final Predicate<NodeFeature> features;

        ByQuery(String api, Predicate<NodeFeature> features) {
            this.api = api;
            this.features = features;
        }

        @Override
        public String getName() {
            return "lite" + api;
        }

        @Override
        public List<Route> routes() {
            return List.of(new Route(RestRequest.Method.POST, api.equals("_reindex") ? "/_reindex" : "/{index}/" + api));
        }

        @Override
        protected RestChannelConsumer prepareRequest(RestRequest rest, NodeClient client) throws IOException {
            return switch (api) {
                case "_delete_by_query" -> go(DeleteByQueryAction.INSTANCE, query(new DeleteByQueryRequest(), rest), rest, client);
                case "_update_by_query" -> go(UpdateByQueryAction.INSTANCE, query(new UpdateByQueryRequest().setPipeline(rest.param("pipeline")), rest), rest, client);
                default -> {
                    ReindexRequest r;
                    try (XContentParser p = rest.contentParser()) {
                        r = ReindexRequest.fromXContent(p, features);
                    }
                    IndexRequest dest = r.getDestination();
                    if (r.getRemoteInfo() != null || dest.versionType() != VersionType.INTERNAL || dest.routing() != null && dest.routing().equals("keep") == false) {
                        throw new IllegalArgumentException("this test node's _reindex has no source.remote, dest.version_type or dest.routing");
                    }
                    yield go(ReindexAction.INSTANCE, r, rest, client);
                }
            };
        }

        /** The body is a search body plus conflicts, max_docs and script. */
        private <R extends AbstractBulkByPaginatedSearchRequest<R>> R query(R r, RestRequest rest) throws IOException {
            Map<String, Object> body = new HashMap<>();
            if (rest.hasContent()) body.putAll(XContentHelper.convertToMap(rest.requiredContent(), true, rest.getXContentType()).v2());
            if (body.remove("conflicts") instanceof String s) r.setConflicts(s);
            if (body.remove("max_docs") instanceof Number n) r.setMaxDocs(n.intValue());
            Object script = body.remove("script");
            if (script != null && r instanceof AbstractBulkIndexByPaginatedSearchRequest<?> i) i.setScript(Script.parse(script));
            try (XContentBuilder b = XContentBuilder.builder(XContentType.JSON.xContent()).map(body);
                 XContentParser p = XContentHelper.createParser(rest.contentParserConfig(), BytesReference.bytes(b), XContentType.JSON)) {
                RestSearchAction.parseSearchRequest(r.getSearchRequest(), rest, p, features, size -> r.setMaxDocs(size));
            }
            r.getSearchRequest().source().size(rest.paramAsInt("scroll_size", 1000));
            r.setConflicts(rest.param("conflicts", r.isAbortOnVersionConflict() ? "abort" : "proceed"));
            if (r instanceof DeleteByQueryRequest && body.containsKey("query") == false && rest.hasParam("q") == false) {
                throw new IllegalArgumentException("query is missing");
            }
            return r;
        }

        private <R extends AbstractBulkByPaginatedSearchRequest<R>> RestChannelConsumer go(ActionType<BulkByPaginatedSearchResponse> action, R r, RestRequest rest, NodeClient client) {
            r.setRefresh(rest.paramAsBoolean("refresh", r.isRefresh()));
            r.setTimeout(rest.paramAsTime("timeout", r.getTimeout()));
            if (rest.hasParam("scroll")) r.setScroll(rest.paramAsTime("scroll", r.getScrollTime()));
            if (rest.hasParam("max_docs")) r.setMaxDocs(rest.paramAsInt("max_docs", -1));
            rest.param("slices"); // accepted and ignored
            rest.param("requests_per_second");
            rest.param("wait_for_active_shards");
            rest.paramAsBoolean("require_alias", false);
            if (rest.paramAsBoolean("wait_for_completion", true)) {
                return channel -> client.executeLocally(action, r, new RestBuilderListener<BulkByPaginatedSearchResponse>(channel) {
                    @Override
                    public RestResponse buildResponse(BulkByPaginatedSearchResponse response, XContentBuilder b) throws Exception {
                        b.startObject();
                        response.toXContent(b, channel.request());
                        b.endObject();
                        RestStatus status = RestStatus.OK;
                        for (BulkItemResponse.Failure f : response.getBulkFailures()) {
                            if (f.getStatus().getStatus() > status.getStatus()) status = f.getStatus();
                        }
                        return new RestResponse(status, b);
                    }
                });
            }
            r.setShouldStoreResult(true);
            var invalid = r.validate();
            if (invalid != null) throw invalid;
            Task task = client.executeLocally(action, r, ActionListener.noop()); // GET _tasks/ID tells the rest
            return channel -> {
                try (XContentBuilder b = channel.newBuilder()) {
                    b.startObject().field("task", client.getLocalNodeId() + ":" + task.getId()).endObject();
                    channel.sendResponse(new RestResponse(RestStatus.OK, b));
                }
            };
        }
    }

    /** GET / */
    static class Root extends BaseRestHandler {
        private final Settings settings;

        Root(Settings settings) {
            this.settings = settings;
        }

        @Override
        public String getName() {
            return "lite_root";
        }

        @Override
        public List<Route> routes() {
            return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
        }

        @Override
        protected RestChannelConsumer prepareRequest(RestRequest rest, NodeClient client) {
            return channel -> client.admin().cluster().prepareState(TimeValue.timeValueSeconds(30)).clear().setMetadata(true).execute(new RestBuilderListener<>(channel) {
                @Override
                public RestResponse buildResponse(org.elasticsearch.action.admin.cluster.state.ClusterStateResponse r, XContentBuilder b) throws Exception {
                    Build build = Build.current();
                    b.startObject().field("name", settings.get("node.name")).field("cluster_name", r.getClusterName().value())
                        .field("cluster_uuid", r.getState().metadata().clusterUUID())
                        .startObject("version").field("number", build.qualifiedVersion()).field("build_flavor", build.flavor())
                        .field("build_type", build.type().displayName()).field("build_hash", build.hash()).field("build_date", build.date())
                        .field("build_snapshot", build.isSnapshot()).field("lucene_version", org.apache.lucene.util.Version.LATEST.toString())
                        .field("minimum_wire_compatibility_version", build.minWireCompatVersion())
                        .field("minimum_index_compatibility_version", build.minIndexCompatVersion()).endObject()
                        .field("tagline", "You Know, for Search").endObject();
                    return new RestResponse(RestStatus.OK, b);
                }
            });
        }
    }
}
