package desktop

import (
	"context"
	"sync"

	"github.com/google/uuid"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// notices are the system's own notifications. A system that has none, or a
// person who allows none, gets none: what they say stands in the application.
type notices struct {
	mu      sync.Mutex
	started bool
	allowed bool
}

func (n *notices) show(ctx context.Context, title, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.started {
		n.started = true
		n.allowed = runtime.IsNotificationAvailable(ctx) && runtime.InitializeNotifications(ctx) == nil
		if n.allowed {
			granted, err := runtime.RequestNotificationAuthorization(ctx)
			n.allowed = granted && err == nil
		}
	}
	if n.allowed {
		_ = runtime.SendNotification(ctx, runtime.NotificationOptions{ID: uuid.NewString(), Title: title, Body: text}) // nobody misses what they were not promised
	}
}

func (n *notices) end(ctx context.Context) {
	if n.mu.TryLock() { // a question to a person may still be open
		defer n.mu.Unlock()
		if n.allowed {
			runtime.CleanupNotifications(ctx)
		}
	}
}
