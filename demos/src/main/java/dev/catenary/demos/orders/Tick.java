package dev.catenary.demos.orders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the feed tells. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(value = Subscribed.class, name = "subscribed"),
    @Type(value = Trade.class, name = "trade"),
    @Type(value = BestPrices.class, name = "best")
})
public sealed interface Tick permits Subscribed, Trade, BestPrices {}
