package gongbao.node;

import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.DevNode;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.transport.netty4.Netty4Plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** args: HTTP_PORT DATA_DIR [setting=value ...] */
public class Main {
    public static void main(String[] args) throws Exception {
        String port = args[0];
        Path dir = Path.of(args[1]).toAbsolutePath();
        Files.createDirectories(dir.resolve("config"));
        Files.createDirectories(dir.resolve("tmp"));
        Settings.Builder s = Settings.builder()
            .put("cluster.name", "es-test-node").put("node.name", "node-1")
            .put("path.home", dir.toString())           // data/, logs/, config/ lie under it
            .put("path.data", dir.resolve("data").toString())
            .put("path.logs", dir.resolve("logs").toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", port)
            .put("transport.port", "0")                 // any free loopback port, so many nodes can run side by side
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", false) // else a full disk makes indices read-only
            .put("indices.recovery.max_bytes_per_sec", "0");
        for (int i = 2; i < args.length; i++) {
            String[] kv = args[i].split("=", 2);
            s.put(kv[0], kv[1]);
        }
        LogConfigurator.registerErrorListener();
        LogConfigurator.configureWithoutConfig(s.build()); // log4j to the console
        LogConfigurator.configureESLogging();
        Environment env = InternalSettingsPreparer.prepareEnvironment(s.build(), Map.of(), dir.resolve("config"), () -> "node-1");
        List<Class<? extends Plugin>> plugins = List.of(Netty4Plugin.class, AnalysisLite.class, ReindexLite.class);

        try {
            DevNode node = new DevNode(env, plugins);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    node.close();
                    System.out.println("STOPPED cleanly: " + node.awaitClose(20, TimeUnit.SECONDS));
                } catch (Throwable t) {
                    t.printStackTrace();
                }
            }, "stop"));
            node.start();
        } catch (Throwable t) {
            t.printStackTrace();
            System.exit(1);
        }
        System.out.println("READY http://127.0.0.1:" + port);
        new CountDownLatch(1).await(); // ES's own threads are daemons
    }
}
