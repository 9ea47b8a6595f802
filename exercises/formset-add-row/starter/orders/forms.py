from django.forms import inlineformset_factory

from .models import Line, Note, Order

LineFormSet = inlineformset_factory(
    Order, Line, fields=["product", "pieces"], extra=1, max_num=6, validate_max=True, can_delete=False
)
NoteFormSet = inlineformset_factory(Order, Note, fields=["text"], extra=1, max_num=4, can_delete=False)
