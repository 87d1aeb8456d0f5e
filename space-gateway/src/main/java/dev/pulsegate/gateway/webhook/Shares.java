package dev.pulsegate.gateway.webhook;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.pulsegate.gateway.GatewayConfig;

/**
 * What is being posted now, by host and by account, and how much of it there may be: whoever does not answer holds a share
 * of the places and no more. In this process; for any thread.
 */
final class Shares {

    private final int most;
    private final int mostPerHost;
    private final int mostPerAccount;
    private final Map<UUID, DueWebhook> underWay = new HashMap<>();

    Shares(GatewayConfig.Webhooks config) {
        this.most = config.concurrency();
        this.mostPerHost = config.concurrencyPerHost();
        this.mostPerAccount = config.concurrencyPerAccount();
    }

    /**
     * What may be taken at this moment.
     *
     * @param free how many in all
     * @param perHost how many there may be for one host, those under way included
     * @param perAccount how many there may be of one account, those under way included
     * @param byHost how many are under way for each host
     * @param byAccount how many are under way of each account
     */
    record Room(int free, int perHost, int perAccount, Map<String, Integer> byHost, Map<UUID, Integer> byAccount) {}

    synchronized Room room() {
        var byHost = new HashMap<String, Integer>();
        var byAccount = new HashMap<UUID, Integer>();
        for (var webhook : underWay.values()) {
            byHost.merge(webhook.host(), 1, Integer::sum);
            byAccount.merge(webhook.accountId(), 1, Integer::sum);
        }
        return new Room(most - underWay.size(), mostPerHost, mostPerAccount, byHost, byAccount);
    }

    synchronized void begin(Collection<DueWebhook> taken) {
        taken.forEach(webhook -> underWay.put(webhook.requestId(), webhook));
    }

    synchronized void end(DueWebhook webhook) {
        underWay.remove(webhook.requestId(), webhook);
    }
}
