// Package arch holds the rules of the house as tests: who may import whom,
// what a package must say of itself, and where things stand. It reads sources
// and must not know what they do. A rule that has to change is changed here,
// with its reason, in the commit that needs it.
package arch
