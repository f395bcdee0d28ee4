// Package useragent says who made a request by its User-Agent: the device, the
// browser or application, and whether it was a program and not a person.
//
// The rules are data: agents.txt. It must not know what a click is.
package useragent
