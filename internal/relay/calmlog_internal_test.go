package relay

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestErrorsThatRepeatAreToldNowAndThen(t *testing.T) {
	var out bytes.Buffer
	h := newCalm(slog.NewTextHandler(&out, nil)).WithAttrs([]slog.Attr{slog.Int("node", 1)})
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	say := func(after time.Duration, level slog.Level, message, step string) {
		r := slog.NewRecord(at.Add(after), level, message, 0)
		r.AddAttrs(slog.String("step", step))
		if err := h.Handle(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 1000 {
		say(time.Duration(i)*time.Millisecond, slog.LevelError, "not stored", "a")
	}
	say(time.Second, slog.LevelError, "not stored", "b")
	say(time.Second, slog.LevelInfo, "works again", "a")
	say(time.Second, slog.LevelInfo, "works again", "a")
	say(11*time.Second, slog.LevelError, "not stored", "a")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 5 || !strings.Contains(lines[4], "repeated=999") || !strings.Contains(lines[4], "node=1") {
		t.Fatalf("told:\n%s", out.String())
	}
}
