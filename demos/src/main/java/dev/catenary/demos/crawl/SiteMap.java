package dev.catenary.demos.crawl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every address the crawl has heard of: what is there, and which pages refer to it. */
final class SiteMap {
    /** One address; {@code holders} are the pages that refer to it, by the fragment they name. */
    private static final class Place {
        final Map<String, Set<Address>> holders = new LinkedHashMap<>();

        @Nullable Finding finding;
    }

    private final Map<Address, Place> places = new LinkedHashMap<>();
    private final Map<Page.BadLink, Set<Address>> malformed = new LinkedHashMap<>();

    /** @return true if the address is new to the map */
    boolean add(Address address) {
        return places.putIfAbsent(address, new Place()) == null;
    }

    /** Notes that {@code page} has a link to an address of the map. */
    void refer(Address page, Link link) {
        note(place(link.target()).holders, link.fragment(), page);
    }

    /** Notes that {@code page} has a link that is no address. */
    void refer(Address page, Page.BadLink link) {
        note(malformed, link, page);
    }

    private static <K> void note(Map<K, Set<Address>> holders, K what, Address page) {
        holders.computeIfAbsent(what, key -> new LinkedHashSet<>(2)).add(page);
    }

    /** Notes what is at an address of the map. The links of a page are not remembered here. */
    void settle(Address address, Finding finding) {
        place(address).finding = finding instanceof Finding.Document document
                ? new Finding.Document(document.page().withoutLinks())
                : finding;
    }

    /** How many addresses nobody has visited, or not yet. */
    int unvisited() {
        return (int)
                places.values().stream().filter(place -> place.finding == null).count();
    }

    List<SkippedAddress> skipped() {
        var skipped = new ArrayList<SkippedAddress>();
        places.forEach((address, place) -> {
            if (place.finding instanceof Finding.Skipped found)
                skipped.add(new SkippedAddress(address.toString(), found.reason()));
        });
        return skipped;
    }

    /** Every link that leads nowhere, and {@code start}, which nobody need refer to, if there is nothing there. */
    List<BrokenLink> broken(Address start) {
        var broken = new ArrayList<BrokenLink>();
        malformed.forEach((link, pages) -> broken.add(new BrokenLink(link.text(), link.reason(), texts(pages))));
        places.forEach((address, place) -> {
            if (address.equals(start) && place.holders.isEmpty())
                judge(new Link(address, ""), Set.of()).ifPresent(broken::add);
            place.holders.forEach((fragment, pages) ->
                    judge(new Link(address, fragment), pages).ifPresent(broken::add));
        });
        broken.sort(Comparator.comparing(BrokenLink::target));
        return broken;
    }

    private Optional<BrokenLink> judge(Link link, Set<Address> pages) {
        return problem(link).map(reason -> new BrokenLink(link.toString(), reason, texts(pages)));
    }

    private Optional<String> problem(Link link) {
        var way = new LinkedHashSet<Address>();
        var end = link;
        while (finding(end) instanceof Finding.Moved moved) {
            if (!way.add(end.target())) return Optional.of("redirect loop: " + described(way, end.target()));
            end = moved.from(end);
        }
        var finding = finding(end);
        return finding == null ? Optional.empty() : finding.problem(end);
    }

    private static String described(Set<Address> way, Address again) {
        return way.stream().map(Address::toString).collect(Collectors.joining(" -> ", "", " -> " + again));
    }

    private @Nullable Finding finding(Link link) {
        return place(link.target()).finding;
    }

    private Place place(Address address) {
        var place = places.get(address);
        if (place == null) throw new IllegalArgumentException("address is not in the map: " + address);
        return place;
    }

    private static List<String> texts(Set<Address> addresses) {
        return addresses.stream().map(Address::toString).sorted().toList();
    }
}
