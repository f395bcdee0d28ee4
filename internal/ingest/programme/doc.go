// Package programme makes up a year of an honest programme: its members,
// offers, rules, clicks, sales and what CJ makes of them, receipts and
// payments, the same for a seed wherever it runs. It comes as the entries of a
// log, so that it is loaded as any log is, and as the single clicks that the
// log's counts are made of. It is drawn hour by hour: what is in memory are the
// programme's people and links, and sales that are not final.
//
// It is for tests and benchmarks. It must not know how a log is folded or kept.
package programme
