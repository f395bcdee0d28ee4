// Package useragent says who made a request by its User-Agent and some other
// headers: the device, the browser or application, and whether it was a program
// and not a person.
//
// The rules are data: agents.txt and headers.txt are ours, crawlers/ is the
// list of the crawler-user-agents project. It must not know what a click is.
package useragent
