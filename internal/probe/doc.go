// Package probe is the test purchase check: it follows a member link hop by
// hop as a shopper would, has something bought, and watches the sale come back
// through CJ, the relay and this computer, step by step with evidence.
//
// A check is a Case that is looked at again and again, for hours or days, and
// kept in between: it sees the chain from outside, through ports that it
// declares. It must not know how links are stored, how CJ is asked, where cases
// are kept, or what a screen looks like.
package probe
