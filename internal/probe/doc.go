// Package probe is the test purchase check: it follows a member link hop by
// hop as a shopper would, buys, and watches the sale come back through CJ, the
// relay and this computer, step by step with evidence.
//
// It sees the chain from outside, through ports that it declares: it must not
// know how links are stored, how CJ is asked, or what a screen looks like.
package probe
