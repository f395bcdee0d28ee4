package relayapi

// Text is an optional text; nothing for one that is absent.
func Text(optional *string) string {
	if optional == nil {
		return ""
	}
	return *optional
}
