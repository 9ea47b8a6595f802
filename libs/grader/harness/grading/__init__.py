"""What hidden checks import."""
