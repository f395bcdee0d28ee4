package postback

import "strings"

// Success is TUNE's answer to a call that was accepted, also when it had come
// before.
const Success = "success=true;"

// Failure is TUNE's answer to a call that was not accepted, and why.
func Failure(reason string) string {
	return "success=false; err_msg=" + strings.NewReplacer(";", ",", "\r", " ", "\n", " ").Replace(reason)
}
