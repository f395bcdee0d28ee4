// Package clickquality looks for clicks and conversions that are not as a
// member's have been: it compares a span of days with the weeks before it and
// says in plain words what stands out, and what to do.
//
// A note is a reason to look, never a verdict. What is small, or may well be
// chance, is not told: Thresholds says what is. It must not know where counts
// are kept, nor what members are called.
package clickquality
