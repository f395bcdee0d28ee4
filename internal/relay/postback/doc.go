// Package postback reads the server-to-server calls by which networks report
// conversions: query, form or JSON parameters under the names of a preset,
// strict amounts, and TUNE's plain replies.
//
// It must not know about storage, workspaces or what a conversion earns.
package postback
