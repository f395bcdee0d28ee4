package handout

import (
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
)

// writeDraft writes a letter to a member as a message that mail programs open as
// a draft (RFC 5322; X-Unsent is Microsoft's, which others read too).
func writeDraft(w io.Writer, l Letter, p Person) error {
	subject, text := l.To(p)
	var head strings.Builder
	head.WriteString("X-Unsent: 1\r\n")
	if at := p.address(); at != nil {
		head.WriteString("To: " + at.String() + "\r\n")
	}
	head.WriteString("Subject: " + mime.QEncoding.Encode("utf-8", subject) + "\r\n")
	head.WriteString("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	if _, err := io.WriteString(w, head.String()); err != nil {
		return err
	}
	body := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(body, strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")); err != nil {
		return fmt.Errorf("write the draft to %s: %w", p.Email, err)
	}
	return body.Close()
}
