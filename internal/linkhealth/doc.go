// Package linkhealth is the link health sweep: it asks the relay where each
// member link leads, walks each distinct destination once in each kind of
// browser, and says what is wrong with which links.
//
// A walk is a click for whoever is walked through, CJ above all, so there are
// as few of them as can be, one after the other, at a pace. It must not know
// where results are kept, how the relay is asked, or what a screen looks like.
package linkhealth
